import { FieldError } from '../reading/scenario-error.js';
import { partsOf, type ComparedMechanism } from '../mechanisms.js';
import type { DrawnMarket } from '../scenario.js';
import { clockMarket, clockObstacle } from '../clock/clock-market.js';
import { lotsOf, pricingRule } from './auction.js';
import { plannedAuction } from './community-auction.js';

/**
 * A drawn community under another mechanism than its file states: same homes, tariffs and weather, and costs that are measured between the
 * same lines. `seed`: what it was drawn from. Throws `FieldError` where there is an obstacle.
 */
export function comparedMarket(drawn: DrawnMarket, compared: ComparedMechanism, seed: string): DrawnMarket {
  const bundles = bundlesOf(drawn);
  const { mechanism, pricing } = partsOf(compared);
  switch (mechanism) {
    case 'bundle-trading':
      return bundles;
    case 'clock-exchange':
      return clockMarket(bundles);
    case 'double-auction':
      return plannedAuction(bundles, pricingRule(pricing, lotsOf(bundles.instance.id, seed)));
  }
}

/** The community as its homes trade bundles in it. */
function bundlesOf(drawn: DrawnMarket): DrawnMarket {
  const { mechanism } = drawn;
  return (
    drawn.auction?.bundles ??
    (mechanism === 'clock-exchange' ? { ...drawn, mechanism: 'bundle-trading' } : drawn)
  );
}

/** Why a market cannot be played under a mechanism, as `field: reason`; null: it can. */
export function comparedObstacle(drawn: DrawnMarket, compared: ComparedMechanism): string | null {
  const bundles = bundlesOf(drawn);
  if (!bundles.community) return 'kind: mechanisms are compared in communities';
  const { mechanism } = partsOf(compared);
  if (mechanism === 'bundle-trading') return null;
  if (mechanism === 'clock-exchange') {
    const obstacle = clockObstacle(bundles);
    return obstacle && `${compared}: ${obstacle.field.join('.')}: ${obstacle.reason}`;
  }
  const left = auctionObstacle(bundles);
  if (left !== null) return `${compared}: ${left}`;
  try {
    comparedMarket(bundles, compared, 'check');
    return null;
  } catch (error) {
    if (error instanceof FieldError) return `${compared}: ${error.message}`;
    throw error;
  }
}

/** What an auction would leave out of account. */
function auctionObstacle({ community, instance, rules, sealed }: DrawnMarket): string | null {
  const { tariff, outage, peakCharges, mustGenerate, clock } = community!.market;
  if (!tariff) return 'grid: is missing: what is left over in a double auction goes there';
  if (sealed) return 'sealed: a double auction shows its orders as they come';
  if (rules.participation < 1) return 'communication: every meter orders in every period';
  if (outage?.includes(true)) return 'grid.outages: nobody could take what is left over';
  if (community!.households.some(({ unit }) => unit))
    return "dealer: an auction knows no seats of the dealer's own";
  if (peakCharges) return 'regulation: a double auction knows no charges on peaks';
  if (mustGenerate) return 'curtailment: an auction takes no energy that nobody wants';
  if (instance.resources.length !== clock.periods)
    return 'grid: a double auction knows no limit of the connection';
  return null;
}

import { FieldError } from '../reading/scenario-error.js';
import { partsOf, type ComparedMechanism } from '../mechanisms.js';
import type { DrawnMarket } from '../scenario.js';
import { pricingRule } from './auction.js';
import { plannedAuction } from './community-auction.js';

/**
 * A drawn community under another mechanism than its file states: same homes, tariffs and weather, and costs that are measured between the
 * same lines. Throws `FieldError` where there is an obstacle.
 */
export function comparedMarket(drawn: DrawnMarket, compared: ComparedMechanism): DrawnMarket {
  const bundles = drawn.auction?.bundles ?? drawn;
  const { mechanism, pricing } = partsOf(compared);
  return mechanism === 'bundle-trading' ? bundles : plannedAuction(bundles, pricingRule(pricing));
}

/** Why a market cannot be played under a mechanism, as `field: reason`; null: it can. */
export function comparedObstacle(drawn: DrawnMarket, compared: ComparedMechanism): string | null {
  const bundles = drawn.auction?.bundles ?? drawn;
  if (!bundles.community) return 'kind: mechanisms are compared in communities';
  if (partsOf(compared).mechanism === 'bundle-trading') return null;
  const left = auctionObstacle(bundles);
  if (left !== null) return `${compared}: ${left}`;
  try {
    comparedMarket(bundles, compared);
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

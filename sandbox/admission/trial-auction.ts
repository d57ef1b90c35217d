import { auctionInstance } from '#market/double-auction/auction-instance.js';
import { bidPeriods, type AuctionMarket, type BidPeriods } from '#market/double-auction/bid-periods.js';
import type { Bidders } from '#market/double-auction/bidders.port.js';
import { planningHomes } from '#market/double-auction/homes-that-plan.js';
import { PRICE_PER_EUR, usualGridPrices, type EnergyType } from '#market/double-auction/orders.js';
import { isPlanned } from '#market/double-auction/planning-homes.js';
import { playAuctionMatch } from '#market/double-auction/play-auction-match.js';
import { highestMatchedAsk } from '#market/double-auction/pricing.js';
import { drawReservationPrices, type RelayAgent } from '#market/double-auction/relay-agents.js';
import { defaultRules } from '#market/instance.js';
import { seededRng } from '#market/rng.js';
import type { Submission } from '../compile/submission.js';
import { sandboxBidders } from '../seats/bidders.js';
import { MatchAllowances } from '../seats/match-allowances.js';
import { PluginConsole } from '../seats/plugin-console.js';
import { disturbanceOf } from './disturbed-trial.js';
import { findPlugin } from './find-plugin.js';
import { energyCommunity } from './trial-markets.js';
import type { TrialSurroundings, TrialMatch } from './trial-match.js';

/** A double auction in which bidders are tried out before they are admitted. */
export interface TrialAuction extends AuctionMarket {
  readonly id: string;
}

/** A short day of few, by Landau's rule, a longer one of many at the middle of the last bid and ask, and one of homes that plan. */
export function trialAuctions(): readonly TrialAuction[] {
  const midpoint = { kind: 'uniform', k: 5_000n } as const;
  return [
    auction('trial-auction', 6, 24, highestMatchedAsk),
    auction('trial-fair', 20, 48, midpoint),
    homes('trial-homes'),
  ];
}

/** The homes of the trials of agents, one of which has a battery; what they buy bears no fee here. */
function homes(id: string): TrialAuction {
  const { instance, community } = energyCommunity();
  const { retail, feedIn } = community.market.tariff!;
  const inUnits = (price: number): bigint => BigInt(Math.round(price * PRICE_PER_EUR));
  const grid = Array.from(retail, (price, t) => ({ sells: inUnits(price), buys: inUnits(feedIn[t]!) }));
  return { id, agents: planningHomes(instance, community, grid), grid, rule: highestMatchedAsk };
}

/** Money of a seat in a trial: nobody runs out of it. */
const TRIAL_CASH = 1_000_000;

/** Lets bidders play a trial as leagues would: homes that plan are told what they hold, and held to what they can honour. */
async function bidIn(
  auction: TrialAuction,
  bidders: Bidders,
  { solver, clock = { now: () => 0 } }: Pick<TrialSurroundings, 'solver' | 'clock'>,
): Promise<BidPeriods> {
  if (!isPlanned(auction.agents)) return bidPeriods(auction, bidders);
  const instance = auctionInstance(auction.id, auction, TRIAL_CASH);
  const { bid, seats } = await playAuctionMatch({
    ...{ instance, market: auction, bidders, solver, clock, optimum: 0 },
    rules: defaultRules,
  });
  for (const { valuation } of seats) valuation.dispose();
  return bid;
}

/** Plays the plugin on every other seat, among seats that state their reservation prices. */
export async function playTrialAuction(
  submission: Submission,
  auction: TrialAuction,
  surroundings: TrialSurroundings,
): Promise<TrialMatch> {
  const { pool, limits, allowance } = surroundings;
  const { id, agents } = auction;
  const honest = await findPlugin('reservation-price', 'bidder');
  const isTried = (seat: number): boolean => seat % 2 === 0;
  const console = new PluginConsole();
  const others = new MatchAllowances(limits);
  const bidders = sandboxBidders({
    ...{ pool, limits, seed: `admission/${id}` },
    plugins: agents.map((_, seat) => (isTried(seat) ? submission : honest)),
    allowanceOf: (plugin, seats) => (plugin === submission ? allowance : others.join(seats)),
    consoleOf: (plugin) => (plugin === submission ? console : undefined),
  });
  try {
    const played = await bidIn(auction, bidders, surroundings);
    const tried = new Set(agents.filter((_, seat) => isTried(seat)).map((agent) => agent.id));
    const failures = played.failures
      .filter((failure) => tried.has(failure.id))
      .map(({ period, kind, reason }) => ({ round: period === null ? 0 : period + 1, kind, reason }));
    return {
      market: id,
      ending: `${played.periods.length} periods`,
      trace: played.periods,
      failures,
      disturbance: disturbanceOf(played.failures.filter(({ id }) => !tried.has(id))),
      turns: 'period',
      console,
      saved: null,
    };
  } finally {
    await bidders.close();
  }
}

/** Half of them with panels, one with an engine; what meters count is drawn, and now and then nothing. */
function auction(id: string, seats: number, periods: number, rule: TrialAuction['rule']): TrialAuction {
  const rng = seededRng(`admission/${id}`);
  const grid = Array.from({ length: periods }, () => usualGridPrices);
  const agents = Array.from({ length: seats }, (_, seat): RelayAgent => {
    const own = rng.fork(`seat ${seat}`);
    const type: EnergyType = seat === 1 ? 'chp' : 'pv';
    const metered = grid.map((_, period) => {
      const sun =
        seat % 2 === 1 ? 0 : Math.max(0, Math.sin((Math.PI * (period - periods / 4)) / (periods / 2)));
      const energy = seat === 1 ? 600 : 1500 * sun * own.next() - 500 * own.next();
      return own.next() < 0.1 ? 0n : BigInt(Math.round(energy));
    });
    return { id: `seat-${seat}`, type, prices: drawReservationPrices(own, usualGridPrices), metered };
  });
  return { id, agents, grid, rule };
}

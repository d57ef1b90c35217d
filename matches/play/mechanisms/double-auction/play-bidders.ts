import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { bidPeriods, type BidderFailure } from '#market/double-auction/bid-periods.js';
import { turnoverObstacle } from '#market/double-auction/limits.js';
import type { Execution, PluginIdentity } from '#market/match/report/report.js';
import { InputError } from '../../../input-error.js';
import { bidderLineUp } from './bidder-line-up.js';

/** An auction whose orders bidders have placed. */
export interface BidAuction {
  readonly auction: Auction;
  readonly execution: Execution;
  /** per seat of the auction */
  readonly identities: readonly PluginIdentity[];
  readonly failures: readonly BidderFailure[];
}

/**
 * Lets plugins, reference bidders by name or files, bid in the place of a community's relay agents. What comes of it is an
 * auction with given orders, that any ledger plays alike. Throws `InputError`, `PluginError`.
 */
export async function playBidders(
  auction: Auction,
  names: readonly string[],
  execution: Execution,
): Promise<BidAuction> {
  const { id, seed, agents, periods, rule } = auction;
  if (!agents || seed === null)
    throw new InputError(`${id}: its file states the orders, there is nothing to bid (leave out --bidder)`);
  const obstacle = turnoverObstacle(agents);
  if (obstacle !== null) throw new InputError(`${id}: ${obstacle}`);
  const lineUp = await bidderLineUp(execution, names, agents.length, `${id}/${seed}`);
  try {
    const grid = periods.map((period) => period.grid);
    const { periods: bid, failures } = await bidPeriods({ agents, grid, rule }, lineUp.bidders);
    return {
      auction: { ...auction, periods: periods.map((period, index) => ({ ...period, ...bid[index]! })) },
      execution,
      identities: lineUp.identities,
      failures,
    };
  } finally {
    await lineUp.close();
  }
}

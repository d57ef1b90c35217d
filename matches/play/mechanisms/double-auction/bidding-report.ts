import { gainOf } from '#market/double-auction/gain.js';
import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { MACHINE_DEPENDENT } from '#market/match/play-match.js';
import type { BiddingReport } from './auction-report.js';
import { playAuction, type PlayedPeriod } from './play-auction.js';
import type { BidAuction } from './play-bidders.js';

/** Who bid, how it failed, and what came of it; `stated`: the auction with everybody's reservation prices for orders. */
export function biddingReport(
  { execution, identities, failures }: BidAuction,
  stated: Auction,
  played: readonly PlayedPeriod[],
): BiddingReport {
  const agents = stated.agents!;
  const gain = (periods: readonly PlayedPeriod[]): number =>
    Number(periods.reduce((sum, { result }) => sum + gainOf(result, agents), 0n));
  return {
    execution,
    timingDependent: failures.some(({ kind }) => MACHINE_DEPENDENT.has(kind)),
    bidders: agents.map(({ id }, seat) => {
      const { name: plugin, version, sha256 } = identities[seat]!;
      const own = failures.filter((failure) => failure.id === id);
      return { id, plugin, version, sha256, failures: own.map(({ id: _, ...failure }) => failure) };
    }),
    gain: { realised: gain(played), atReservationPrices: gain(playAuction(stated)) },
  };
}

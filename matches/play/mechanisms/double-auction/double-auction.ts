import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { turnoverObstacle } from '#market/double-auction/limits.js';
import { playAuctionMatch } from '#market/double-auction/play-auction-match.js';
import { MarketError } from '#market/errors.js';
import { buildReport } from '#market/match/build-report.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { agentSeatCount } from '#market/seating.js';
import { InputError } from '../../../input-error.js';
import { systemClock } from '../../system-clock.js';
import type { MechanismRoom } from '../mechanism.port.js';
import { auctionFigures } from './auction-figures.js';
import { auctionLedger } from './auction-ledger.js';

/** Landau's market: bidders at the seats, an auction in every period, no dealer. */
export const doubleAuction: MechanismRoom = {
  chainObstacle: ({ chain }) =>
    (chain?.gasPrice ?? 0n) > 0n
      ? 'chain.gasPrice: gas is free in double auctions, or their bidders would need more money'
      : null,
  play: async ({ id, drawn, seed, lineUp, ledger, solver, engine, onRound, onBid, onPlayed }) => {
    const { instance, rules, fees } = drawn;
    const market = marketOf(drawn);
    const obstacle = turnoverObstacle(market.agents) ?? doubleAuction.chainObstacle(drawn);
    if (obstacle !== null) throw new InputError(`${ledger.scenario}: ${obstacle}`);
    const seats = agentSeatCount(instance);
    const optimum = centralOptimum(instance, solver);
    const before = { ...solver.statistics };
    const bidders = lineUp.bidders({ seats, seed });
    try {
      const setting = { instance, market, rules, bidders, solver, clock: systemClock, optimum: optimum.cost };
      const played = await playAuctionMatch({ ...setting, ...(onRound && { onRound }) });
      try {
        onPlayed?.(played);
        onBid?.(played.bid);
        const { seconds, solves } = solver.statistics;
        const report = buildReport(played, {
          ...{ id, scenario: instance.id, seed, engine, instance, fees, optimum },
          ...{ plugins: lineUp.identities(seats), dealer: lineUp.dealer, execution: lineUp.execution },
          roundCap: rules.roundCap,
          solver: { seconds: seconds - before.seconds, solves: solves - before.solves },
          ...auctionFigures(played, drawn, optimum.cost, solver),
          chain: await auctionLedger({ market, bid: played.bid }, ledger),
        });
        return { report, rounds: played.rounds };
      } finally {
        for (const { valuation } of played.seats) valuation.dispose();
      }
    } finally {
      await bidders.close();
    }
  },
  figures: auctionFigures,
  measure: (seats, _, __, optimum) => {
    const cost = seats.reduce((sum, seat) => sum + seat.cost, 0);
    return { cost, gap: cost - optimum };
  },
};

function marketOf({ auction, instance }: DrawnMarket): NonNullable<DrawnMarket['auction']> {
  if (auction) return auction;
  throw new MarketError('bad-instance', `${instance.id} is no double auction`);
}

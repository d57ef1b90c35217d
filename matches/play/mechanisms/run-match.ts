import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { Clock } from '#market/clock.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import type { MarketInstance } from '#market/instance.js';
import type { RoundBook } from '#market/match/rounds/round-book.js';
import type { LpSolver, LpStatistics } from '#market/lp/lp-solver.port.js';
import { buildReport } from '#market/match/build-report.js';
import type { MatchDay, MatchSetting } from '#market/match/match-setting.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord, MatchReport, PluginIdentity, RoundRecord } from '#market/match/report/report.js';
import type { DealerDesk, Traders } from '#market/traders.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { equilibriumPrices } from '#market/referee/equilibrium-prices.js';
import { communityFigures, duesOf, noFigures } from '../community/community-figures.js';

/** A drawn market and everybody who takes part in it, wherever their code runs. */
export interface MatchRequest {
  readonly id: string;
  readonly drawn: DrawnMarket;
  readonly seed: string;
  /** what plays each agent seat, and behind the dealer's desk */
  readonly plugins: readonly PluginIdentity[];
  readonly dealerPlugin: PluginIdentity;
  readonly execution: MatchReport['execution'];
  readonly traders: Traders;
  readonly dealer: DealerDesk;
  readonly ledger: Ledger;
  readonly solver: LpSolver;
  readonly clock: Clock;
  readonly engine: MatchReport['engine'];
  readonly day?: MatchDay;
  readonly onRound?: (round: RoundRecord) => void;
  readonly onBook?: (book: RoundBook, market: MarketInstance) => void;
  readonly onPlayed?: (played: PlayedMatch) => void;
  /** how agents, a dealer and a ledger come together; default: by bundle trading */
  readonly play?: (setting: MatchSetting) => Promise<PlayedMatch>;
}

/** Plays a drawn market and reports on it. Traders and dealer are closed whatever happens. */
export async function runMatch(request: MatchRequest): Promise<MatchRecord> {
  try {
    return await playAndReport(request);
  } finally {
    await request.traders.close();
    await request.dealer.close();
  }
}

async function playAndReport(request: MatchRequest): Promise<MatchRecord> {
  const { id, drawn, seed, engine, plugins, dealerPlugin, ledger, solver } = request;
  const { instance, fees, tariff, rules, community } = drawn;
  const { traders, dealer, clock, onRound, onBook, day, play = playMatch } = request;
  const optimum = centralOptimum(instance, solver);
  const before = { ...solver.statistics };
  // Asked for at the end: its problem is the largest, and now the solver has room, without every agent's own.
  if (drawn.rules.settlement === 'final') equilibriumPrices(instance, solver);
  const played = await play({
    ...{ instance, rules, seed, fees, traders, dealer, ledger, solver, clock },
    ...(tariff && { tariff }),
    ...(day && { day }),
    ...(onRound && { onRound }),
    ...(onBook && { onBook: (book: RoundBook) => onBook(book, instance) }),
  });
  try {
    request.onPlayed?.(played);
    const used = spentSince(before, solver.statistics);
    const chain = await ledger.close(
      drawn.chain?.collectFees && community ? duesOf(played, community, day?.settled) : undefined,
    );
    const report = buildReport(played, {
      ...{ id, scenario: instance.id, seed, engine, instance, plugins, fees, optimum, chain },
      ...(community ? communityFigures(played, { instance, community }, optimum.cost) : noFigures),
      dealer: dealerPlugin,
      ...{ execution: request.execution, roundCap: rules.roundCap },
      solver: used,
    });
    return { report, rounds: played.rounds };
  } finally {
    for (const { valuation } of played.seats) valuation.dispose();
  }
}

function spentSince(before: LpStatistics, now: LpStatistics): Pick<LpStatistics, 'seconds' | 'solves'> {
  return { seconds: now.seconds - before.seconds, solves: now.solves - before.solves };
}

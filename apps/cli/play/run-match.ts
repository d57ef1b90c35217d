import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { Clock } from '#market/clock.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { buildReport } from '#market/match/build-report.js';
import { playMatch } from '#market/match/play-match.js';
import type { MatchReport, PluginIdentity, RoundRecord } from '#market/match/report.js';
import type { DealerDesk, Traders } from '#market/match/traders.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';

/** A drawn market and everybody who takes part in it, wherever their code runs. */
export interface MatchRequest {
  readonly id: string;
  readonly drawn: DrawnMarket;
  readonly seed: string;
  /** what plays each agent seat, and behind the dealer's desk */
  readonly plugins: readonly PluginIdentity[];
  readonly dealerPlugin: PluginIdentity;
  readonly traders: Traders;
  readonly dealer: DealerDesk;
  readonly ledger: Ledger;
  readonly solver: LpSolver;
  readonly clock: Clock;
  readonly engine: MatchReport['engine'];
  readonly onRound?: (round: RoundRecord) => void;
}

export interface ReportedMatch {
  readonly report: MatchReport;
  readonly rounds: readonly RoundRecord[];
}

/** Plays a drawn market and reports on it; closes traders, dealer and ledger whatever happens. */
export async function runMatch(request: MatchRequest): Promise<ReportedMatch> {
  const { drawn, seed, traders, dealer, ledger, solver, clock, onRound } = request;
  const { instance, rules, fees } = drawn;
  const before = { ...solver.statistics };
  try {
    const optimum = centralOptimum(instance, solver);
    const played = await playMatch({
      instance,
      rules,
      seed,
      traders,
      dealer,
      ledger,
      solver,
      clock,
      ...(onRound && { onRound }),
    });
    const chain = await ledger.close();
    try {
      const report = buildReport(played, {
        id: request.id,
        scenario: instance.id,
        seed,
        engine: request.engine,
        instance,
        plugins: request.plugins,
        dealer: request.dealerPlugin,
        fees,
        optimum,
        chain,
        references: { gridOnly: null, midMarketRate: null },
        kpis: {},
        solver: {
          seconds: solver.statistics.seconds - before.seconds,
          solves: solver.statistics.solves - before.solves,
        },
      });
      return { report, rounds: played.rounds };
    } finally {
      for (const { valuation } of played.seats) valuation.dispose();
    }
  } finally {
    await traders.close();
    await dealer.close();
  }
}

import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { MatchDay } from '#market/match/match-setting.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord, MatchReport, RoundRecord } from '#market/match/report.js';
import { agentSeats } from '#market/seating.js';
import { withLedger, type LedgerRequest } from '../ledger/match-ledger.js';
import type { LineUp } from './line-up.js';
import { runMatch } from './run-match.js';
import { systemClock } from './system-clock.js';

/** A market, who plays in it, and where its ledger is kept. */
export interface PlayTask {
  readonly id: string;
  readonly drawn: DrawnMarket;
  readonly seed: string;
  readonly lineUp: LineUp;
  readonly ledger: Omit<LedgerRequest, 'drawn'>;
  readonly solver: LpSolver;
  readonly engine: MatchReport['engine'];
  /** of a match that is a day among others */
  readonly day?: MatchDay;
  readonly onRound?: (round: RoundRecord) => void;
  /** told what the report is made from */
  readonly onPlayed?: (played: PlayedMatch) => void;
}

/** Seats the plugins, opens the ledger and plays. Throws what `withLedger` throws, and faults of the platform. */
export function playTask({ ledger: request, lineUp, ...task }: PlayTask): Promise<MatchRecord> {
  const { drawn, seed } = task;
  const seats = agentSeats(drawn.instance);
  return withLedger({ ...request, drawn }, (ledger) =>
    runMatch({
      ...{ ...task, ledger, clock: systemClock },
      plugins: lineUp.identities(seats),
      dealerPlugin: lineUp.dealer,
      execution: lineUp.execution,
      ...lineUp.seat({ seats, seed, maxOrders: drawn.rules.maxOrders }),
    }),
  );
}

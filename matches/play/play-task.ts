import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { MatchDay } from '#market/match/match-setting.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord, MatchReport, RoundRecord } from '#market/match/report.js';
import type { LedgerRequest } from '../ledger/match-ledger.js';
import type { LineUp } from './line-up.js';
import { roomOf } from './mechanisms/mechanisms.js';

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

/** Plays by the mechanism of the market. Throws `InputError`, and faults of the platform. */
export function playTask(task: PlayTask): Promise<MatchRecord> {
  return roomOf(task.drawn).play(task);
}

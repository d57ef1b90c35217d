import type { MatchReport } from '#market/match/report/report.js';
import type { MatchEntity } from '../entities/match.entity.js';

/** Told of what comes of the matches of a queue. */
export interface QueueListener {
  runStarted(run: string): void;
  /** played or failed, and stored; `report`: null, it could not be played */
  matchEnded(match: MatchEntity, report: MatchReport | null): void;
  matchFault(match: string, reason: string): void;
  /** claimed again: so many days that an earlier attempt has played are kept */
  matchResumed?(match: string, days: number): void;
  /** somebody else has it meanwhile, or nobody needs it: nothing of it is stored; once a claim */
  claimVoid?(match: string): void;
}

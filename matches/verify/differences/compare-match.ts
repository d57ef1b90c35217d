import { GridLeagueError } from '#market/errors.js';
import type { MarketInstance } from '#market/instance.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { unzipRounds } from '../../bundles/zipped-rounds.js';
import { recordDifference } from './record-difference.js';
import { WrittenForms } from './written-forms.js';

/** What is stored of a match, as it is stored. */
export interface StoredMatch {
  /** JSON */
  readonly report: string;
  /** gzipped JSON */
  readonly rounds: Uint8Array;
  /** what lists and receipts say of it */
  readonly row: Pick<MatchReport, (typeof ROW)[number]>;
}

const ROW = ['outcome', 'efficiency', 'rounds', 'resultHash'] as const;

/** How a replay compares with what is stored. */
export interface MatchComparison {
  readonly identical: boolean;
  /** the first field of report, rounds or row that differs; its values may be for owners only */
  readonly difference: string | null;
  /** of the replay */
  readonly resultHash: string;
  readonly timingDependent: boolean;
  /** it differs, the clock that struck in it may be why, and its figures are consistent */
  readonly excused: boolean;
}

/** The clock struck in a replay and not in the match: the machine is too busy for the replay to say anything. */
class DisturbedReplayError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'disturbed-replay';
}

export function recordedMatch({ report, rounds }: Pick<StoredMatch, 'report' | 'rounds'>): MatchRecord {
  return { report: JSON.parse(report) as MatchReport, rounds: unzipRounds(rounds) };
}

/**
 * Compares a replay with the whole record, and the record with its row. `isConsistent`: whether the figures of a
 * match that cannot be replayed exactly fit its scenario and each other; `instance`: what was played. Throws `DisturbedReplayError`.
 */
export function compareMatch(
  stored: StoredMatch,
  replayed: MatchRecord,
  instance: () => MarketInstance,
  isConsistent: (recorded: MatchRecord) => boolean,
): MatchComparison {
  const recorded = recordedMatch(stored);
  const { report } = recorded;
  const { field, excused, disturbed } = recordDifference(recorded, replayed, instance);
  if (disturbed) throw new DisturbedReplayError('the clock struck in the replay only');
  const forms = new WrittenForms(false);
  forms.learn(replayed.report);
  const row = ROW.find((name) => stored.row[name] !== report[name]) ?? forms.complaint(report);
  return {
    identical: field === null && row === null,
    difference: row ?? field,
    resultHash: replayed.report.resultHash,
    timingDependent: report.timingDependent,
    excused: excused && row === null && isConsistent(recorded),
  };
}

import type { RoundRecord } from '#market/match/report/report.js';
import { unzipRounds, unzippedRounds } from '#matches/bundles/zipped-rounds.js';
import { BrokenRowError } from '../files/database-file-error.js';
import type { MatchRecordEntity } from '../entities/match-record.entity.js';

/** Raw rounds as they lie in a row. */
export type StoredRounds = Pick<MatchRecordEntity, 'match' | 'rounds'>;

/** Throws `BrokenRowError`. */
export function roundsOfRow(row: StoredRounds, databaseFile: string): RoundRecord[] {
  return whole(row, databaseFile, () => unzipRounds(row.rounds));
}

/** As JSON. Throws `BrokenRowError`. */
export function roundsText(row: StoredRounds, databaseFile: string): string {
  return whole(row, databaseFile, () => unzippedRounds(row.rounds));
}

export function brokenRounds(databaseFile: string, match: string, cause: unknown): BrokenRowError {
  return new BrokenRowError(
    databaseFile,
    'match_record',
    match,
    `column rounds holds none (${String(cause)})`,
  );
}

function whole<T>({ match }: StoredRounds, databaseFile: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw brokenRounds(databaseFile, match, error);
  }
}

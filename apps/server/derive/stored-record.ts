import type { MatchReport, RoundRecord } from '#market/match/report.js';
import { unzipRounds, unzippedRounds } from '#matches/runs/zipped-rounds.js';
import { BrokenRowError } from '../database/database-file-error.js';
import { MatchRecordEntity } from '../database/entities/match-record.entity.js';
import { notPlayed } from '../problem/problem.js';
import { threadDatabase } from './thread-database.js';

/** The report of a match; null: not played. For threads: a report may be large. */
export async function storedReport(databaseFile: string, match: string): Promise<MatchReport | null> {
  const read = await threadDatabase(databaseFile);
  const select = { match: true, report: true } as const;
  return (await read.findOne(MatchRecordEntity, { select, where: { match } }))?.report ?? null;
}

/** The rounds of a match. Throws a problem where there are none. */
export async function storedRounds(databaseFile: string, match: string): Promise<RoundRecord[]> {
  const read = await threadDatabase(databaseFile);
  const select = { match: true, rounds: true } as const;
  const row = await read.findOne(MatchRecordEntity, { select, where: { match } });
  if (!row) throw notPlayed(match);
  return roundsOf(row, databaseFile);
}

export type StoredRounds = Pick<MatchRecordEntity, 'match' | 'rounds'>;

/** Throws `BrokenRowError`. */
export function roundsOf(row: StoredRounds, databaseFile: string): RoundRecord[] {
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

import type { MatchReport, RoundRecord } from '#market/match/report/report.js';
import { MatchRecordEntity } from '#database/entities/match-record.entity.js';
import { roundsOfRow } from '#database/stored/stored-rounds.js';
import { notPlayed } from '../problem/problem.js';
import { databasePlace, threadDatabase } from './thread-database.js';

/** The report of a match; null: not played. For threads: a report may be large. */
export async function storedReport(match: string): Promise<MatchReport | null> {
  const read = await threadDatabase();
  const select = { match: true, report: true } as const;
  return (await read.findOne(MatchRecordEntity, { select, where: { match } }))?.report ?? null;
}

/** The rounds of a match. Throws a problem where there are none. */
export async function storedRounds(match: string): Promise<RoundRecord[]> {
  const read = await threadDatabase();
  const select = { match: true, rounds: true } as const;
  const row = await read.findOne(MatchRecordEntity, { select, where: { match } });
  if (!row) throw notPlayed(match);
  return roundsOfRow(row, databasePlace());
}

import type { EntityManager } from 'typeorm';
import { matchId } from '#leagues/run/match-task.js';
import { matchResults, type PlayedResult, type RunResults } from '#matches/runs/run-boards.js';
import { placeOfReader } from '../dialect.js';
import { MatchRecordEntity } from '../entities/match-record.entity.js';
import { roundsOfRow } from './stored-rounds.js';
import { headOf, plannedRun, type PlannedRun } from './stored-plan.js';

export interface StoredRun {
  readonly run: PlannedRun;
  readonly results: RunResults;
}

/** A run with all its played matches and their raw rounds. Much to hold: for a thread of its own. */
export function storedRun(read: EntityManager, id: string): Promise<StoredRun> {
  return gathered(read, id, async (match) => {
    const record = await read.findOneBy(MatchRecordEntity, { match });
    return record && { report: record.report, rounds: roundsOfRow(record, placeOfReader(read)) };
  });
}

/** The same without raw rounds. */
export function storedReports(read: EntityManager, id: string): Promise<StoredRun> {
  const select = { match: true, report: true } as const;
  return gathered(read, id, async (match) => {
    const record = await read.findOne(MatchRecordEntity, { select, where: { match } });
    return record && { report: record.report };
  });
}

async function gathered(
  read: EntityManager,
  id: string,
  find: (match: string) => Promise<PlayedResult | null>,
): Promise<StoredRun> {
  const run = await plannedRun(read, id);
  const records = new Map<string, PlayedResult>();
  for (const planned of run.plan.matches) {
    const match = matchId(id, planned.id);
    const record = await find(match);
    if (record) records.set(match, record);
  }
  return { run, results: matchResults(headOf(run), (match) => records.get(match)) };
}

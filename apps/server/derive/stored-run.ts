import type { EntityManager } from 'typeorm';
import { matchId } from '#leagues/run/match-task.js';
import type { MatchRecord } from '#market/match/report.js';
import { matchResults, type RunResults } from '#matches/runs/run-boards.js';
import { unzipRounds } from '#matches/runs/zipped-rounds.js';
import { MatchRecordEntity } from '../database/entities/match-record.entity.js';
import { plannedRun, type PlannedRun } from './stored-plan.js';

export interface StoredRun {
  readonly run: PlannedRun;
  readonly results: RunResults;
}

/** A run with all its played matches and their raw rounds. Much to hold: for a thread of its own. */
export async function storedRun(read: EntityManager, id: string): Promise<StoredRun> {
  const run = await plannedRun(read, id);
  const records = new Map<string, MatchRecord>();
  for (const planned of run.plan.matches) {
    const match = matchId(id, planned.id);
    const record = await read.findOneBy(MatchRecordEntity, { match });
    if (record) records.set(match, { report: record.report, rounds: unzipRounds(record.rounds) });
  }
  return { run, results: matchResults(id, run.plan, (match) => records.get(match)) };
}

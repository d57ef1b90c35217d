import type { EntityManager } from 'typeorm';
import type { RoundRecord } from '#market/match/report.js';
import { matchId } from '#leagues/run/match-task.js';
import { matchResults, type RunResults } from '#matches/runs/run-boards.js';
import { MatchEntity } from '../database/entities/match.entity.js';
import { MatchRecordEntity } from '../database/entities/match-record.entity.js';
import { roundsOf } from './stored-record.js';
import { plannedRun, type PlannedRun } from './stored-plan.js';

export interface StoredRun {
  readonly run: PlannedRun;
  readonly results: RunResults;
}

/** A run with all its played matches and their raw rounds. Much to hold: for a thread of its own. */
export async function storedRun(read: EntityManager, id: string): Promise<StoredRun> {
  const run = await plannedRun(read, id);
  const played = await read.find(MatchEntity, {
    select: { id: true, roundCap: true },
    where: { run: id, state: 'played' },
  });
  const caps = new Map(played.map((match) => [match.id, match.roundCap!]));
  const records = new Map<string, { report: MatchRecordEntity['report']; rounds: RoundRecord[] }>();
  for (const planned of run.plan.matches) {
    const match = matchId(id, planned.id);
    if (!caps.has(match)) continue;
    const row = await read.findOneByOrFail(MatchRecordEntity, { match });
    records.set(match, {
      report: row.report,
      rounds: roundsOf(row, String(read.connection.options.database)),
    });
  }
  const recordOf = (match: string) => {
    const record = records.get(match);
    return record && { ...record, roundCap: caps.get(match)! };
  };
  return { run, results: matchResults(id, run.plan, recordOf) };
}

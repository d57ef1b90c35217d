import type { StoredMatch } from '../../worker/boards-thread.js';
import type { Database } from '../database/database.js';
import { MatchEntity } from '../database/entities/match.entity.js';
import { MatchRecordEntity } from '../database/entities/match-record.entity.js';

/** The played matches of a run with their raw rounds, by id. */
export async function storedMatches(database: Database, run: string): Promise<Map<string, StoredMatch>> {
  const played = new Map<string, StoredMatch>();
  for (const { id, roundCap } of await database.read.findBy(MatchEntity, { run, state: 'played' })) {
    const record = await database.read.findOneByOrFail(MatchRecordEntity, { match: id });
    played.set(id, { report: record.report, rounds: record.rounds, roundCap: roundCap! });
  }
  return played;
}

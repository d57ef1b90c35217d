import type { Database } from '../database.js';
import { jobOf, jobsSchema, QUEUE } from './boss-jobs.js';

/** A match in play, and the process whose it is by job and by lease. */
export interface HeldMatch {
  readonly match: string;
  readonly holder: string;
}

/** Which of these are still somebody's: not those that have ended, or whose job was taken back. */
export async function heldMatches({ read }: Database, matches: readonly string[]): Promise<HeldMatch[]> {
  if (matches.length === 0) return [];
  return read.query(
    `SELECT m."id" AS "match", split_part(m."lease", ' ', 1) AS "holder"
      FROM "match" AS m JOIN "${await jobsSchema(read.connection)}"."job" AS j ON j."data" ->> 'match' = m."id"
      WHERE m."id" = ANY ($1) AND m."state" = 'playing' AND j."name" = $2 AND j."id" = ANY ($3::uuid[]) AND j."state" = 'active'`,
    [matches, QUEUE, matches.map(jobOf)],
  );
}

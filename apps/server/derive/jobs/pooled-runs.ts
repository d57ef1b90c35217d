import { rowsOf, type Statement } from '#database/dialect.js';
import { MOST_POOLED } from '#matches/runs/pool-runs.js';
import { threadDatabase } from '../thread-database.js';

/** A finished run, and how many looks there are at it. */
export interface PooledRun {
  readonly run: string;
  readonly looks: number;
}

/**
 * A version is a definition with plugins and scenarios; whoever pools has no choice among its runs: the oldest, as many as can be
 * held. What plugins a run had has to be read in each.
 */
const OF_ONE_VERSION: Statement = ({ at, length }) => `
  WITH "newest" AS (SELECT * FROM "run" WHERE "league" = ?1 AND "state" = 'finished' ORDER BY "number" DESC LIMIT 1)
  SELECT r."id" AS "run", 1 + coalesce(${length('r."looks"')}, 0) AS "looks" FROM "run" AS r, "newest" AS n
  WHERE r."league" = ?1 AND r."state" = 'finished' AND r."definition" = n."definition" AND r."packages" IS NOT DISTINCT FROM n."packages"
    AND ${at('r."plan"', 'submissions')} = ${at('n."plan"', 'submissions')}
  ORDER BY r."number" LIMIT ${MOST_POOLED}`;

/** The finished runs of a league that are of the version of the newest one, oldest first. */
export default async function pooledRuns({ league }: { readonly league: string }): Promise<PooledRun[]> {
  return rowsOf<PooledRun>(await threadDatabase(), OF_ONE_VERSION, [league]);
}

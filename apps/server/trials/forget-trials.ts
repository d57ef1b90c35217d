import type { EntityManager } from 'typeorm';
import { rowsOf } from '#database/dialect.js';
import { TRIALS } from '#leagues/run/trials.js';
import { requestLimits } from '#api/limits/request-limits.js';

/** The newest stays in any case: no number is used twice. */
const OLD = `SELECT "id" FROM "run" WHERE "league" = ?1 AND "state" NOT IN ('queued', 'running')
  AND "number" < (SELECT max("number") FROM "run" WHERE "league" = ?1)
  AND ("createdAt" < ?2 OR "number" <= (SELECT max("number") FROM "run" WHERE "league" = ?1) - ?3)`;
const MATCHES = `SELECT "id" FROM "match" WHERE "run" IN (${OLD})`;

/** Each before those that it refers to. */
const FORGET = [
  ...['replay', 'plugin_console', 'match_record', 'match_day'].map(
    (table) => `DELETE FROM "${table}" WHERE "match" IN (${MATCHES})`,
  ),
  ...['match', 'run_file', 'run_board'].map((table) => `DELETE FROM "${table}" WHERE "run" IN (${OLD})`),
  `DELETE FROM "run" WHERE "id" IN (${OLD})`,
];

/** Within a write: trials that are over and older than a day, or too many, are gone. `now`: ms since 1970 */
export async function forgetTrials(manager: EntityManager, now: number): Promise<void> {
  const { trialsKept, trialSecondsKept } = requestLimits;
  for (const statement of FORGET)
    await rowsOf(manager, statement, [TRIALS, now - trialSecondsKept * 1000, trialsKept]);
}

import type { EntityManager } from 'typeorm';
import { othersTurn } from '../operation/others-turn.js';

/** Matches that are cancelled, or queued again, in one step: it takes a few milliseconds. */
const STEP = 500;

/** Of run, place in the queue, and `LaidOutMatch`es as JSON, which SQLite takes apart much faster than TypeORM writes rows. */
const INSERT_MATCHES = `INSERT INTO "match" ("id", "run", "serial", "state", "priority", "attempts",
    "block", "scenario", "seed", "dealer", "teams", "scored", "compared")
  SELECT ?1 || '-' || json_extract(value, '$.id'), ?1, json_extract(value, '$.serial'), 'queued', ?2, 0,
    json_extract(value, '$.block'), json_extract(value, '$.scenario'), json_extract(value, '$.seed'),
    json_extract(value, '$.dealer'), json_extract(value, '$.teams'), json_extract(value, '$.scored'),
    json_extract(value, '$.compared')
  FROM json_each(?3)`;

export const CANCEL_MATCHES = `UPDATE "match" SET "state" = 'cancelled', "lease" = NULL, "leasedUntil" = NULL WHERE "id" IN (
    SELECT "id" FROM "match" WHERE "run" = ? AND "outcome" IS NULL AND "state" IN ('queued', 'playing') LIMIT ${STEP})
  RETURNING "id"`;

export const QUEUE_AGAIN = `UPDATE "match" SET "state" = 'queued', "attempts" = 0, "finishedAt" = NULL WHERE "id" IN (
    SELECT "id" FROM "match" WHERE "run" = ? AND "outcome" IS NULL AND "state" = 'failed' LIMIT ${STEP})
  RETURNING "id"`;

/** Does to the matches of a run what a statement does to `STEP` of them. */
export async function inSteps(manager: EntityManager, statement: string, run: string): Promise<void> {
  while ((await manager.query<unknown[]>(statement, [run])).length === STEP) await othersTurn();
}

/** Within a write: puts laid out matches into the queue, at this place. */
export async function queueMatches(
  manager: EntityManager,
  run: string,
  place: number,
  chunks: readonly string[],
): Promise<void> {
  for (const chunk of chunks) {
    await manager.query(INSERT_MATCHES, [run, place, chunk]);
    await othersTurn();
  }
}

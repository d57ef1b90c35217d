import type { EntityManager } from 'typeorm';
import { rowsOf, type Statement } from '#database/dialect.js';
import type { MatchJobs } from '#database/queue/match-jobs.js';
import { othersTurn } from '../operation/others-turn.js';

/** Matches that are cancelled, or queued again, in one step: it takes a few milliseconds. */
const STEP = 500;

const M = 'm."value"';
/** Of run, place in the queue, and `LaidOutMatch`es as JSON, which a database takes apart much faster than TypeORM writes rows. */
const INSERT_MATCHES: Statement = ({
  at,
  numberAt,
  flagAt,
  elements,
}) => `INSERT INTO "match" ("id", "run", "serial", "state", "priority", "attempts",
    "block", "scenario", "seed", "dealer", "teams", "mechanism", "scored", "compared")
  SELECT ?1 || '-' || ${at(M, 'id')}, ?1, ${numberAt(M, 'serial')}, 'queued', ?2, 0, ${numberAt(M, 'block')},
    ${[...['scenario', 'seed', 'dealer', 'teams', 'mechanism'].map((name) => at(M, name)), flagAt(M, 'scored'), at(M, 'compared')].join(', ')}
  FROM ${elements('?3', '', 'm')} RETURNING "id"`;

export const CANCEL_MATCHES = `UPDATE "match" SET "state" = 'cancelled', "lease" = NULL, "leasedUntil" = NULL WHERE "id" IN (
    SELECT "id" FROM "match" WHERE "run" = ?1 AND "outcome" IS NULL AND "state" IN ('queued', 'playing') LIMIT ${STEP})
  RETURNING "id", "priority"`;

export const QUEUE_AGAIN = `UPDATE "match" SET "state" = 'queued', "attempts" = 0, "finishedAt" = NULL WHERE "id" IN (
    SELECT "id" FROM "match" WHERE "run" = ?1 AND "outcome" IS NULL AND "state" = 'failed' LIMIT ${STEP})
  RETURNING "id", "priority"`;

/** A match that a statement has changed. */
interface ChangedMatch {
  readonly id: string;
  readonly priority: number;
}

/** Does to the matches of a run what a statement does to `STEP` of them; `then`: with each of those. */
export async function inBatches(
  manager: EntityManager,
  statement: string,
  run: string,
  then: (changed: readonly ChangedMatch[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const changed = await rowsOf<ChangedMatch>(manager, statement, [run]);
    if (changed.length > 0) await then(changed);
    if (changed.length < STEP) return;
    await othersTurn();
  }
}

/** Within a write: puts laid out matches into the queue, at this place. */
export async function queueMatches(
  manager: EntityManager,
  jobs: MatchJobs,
  { run, place }: { readonly run: string; readonly place: number },
  chunks: readonly string[],
): Promise<void> {
  for (const chunk of chunks) {
    const matches = await rowsOf<{ id: string }>(manager, INSERT_MATCHES, [run, place, chunk]);
    await jobs.add(
      manager,
      matches.map(({ id }) => id),
      place,
    );
    await othersTurn();
  }
}

import type { EntityManager } from 'typeorm';
import type { Fact } from '#results/receipts/receipts.js';
import { rowsOf } from './dialect.js';
import type { RunLook } from './run-looks.js';

/** What a look at a run vouches for: its own played matches, in the order of the plan. For threads: there may be many. */
export async function matchFacts(
  read: EntityManager,
  run: string,
  { after, until }: Pick<RunLook, 'after' | 'until'>,
): Promise<Fact[]> {
  return rowsOf<Fact>(
    read,
    `SELECT "id", "resultHash" AS "hash" FROM "match"
      WHERE "run" = ?1 AND "serial" > ?2 AND "serial" <= ?3 AND "state" = 'played' ORDER BY "serial"`,
    [run, after, until ?? Number.MAX_SAFE_INTEGER],
  );
}

import type { EntityManager } from 'typeorm';
import type { Fact } from '#results/receipts/receipts.js';

/** What a run vouches for: its played matches, in the order of the plan. For threads: there may be many. */
export async function matchFacts(read: EntityManager, run: string): Promise<Fact[]> {
  return read.query<Fact[]>(
    `SELECT "id", "resultHash" AS "hash" FROM "match" WHERE "run" = ? AND "state" = 'played' ORDER BY "serial"`,
    [run],
  );
}

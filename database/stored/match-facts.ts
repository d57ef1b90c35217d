import type { EntityManager } from 'typeorm';
import { isRepeatable } from '#leagues/pairing/run-plan.js';
import type { Fact } from '#results/receipts/receipts.js';
import { rowsOf } from '../dialect.js';
import { RunEntity } from '../entities/run.entity.js';
import type { RunLook } from './run-looks.js';

/**
 * What a look at a run vouches for: its own played matches, in the order of the plan, without those that nobody can replay. For threads:
 * there may be many.
 */
export async function matchFacts(
  read: EntityManager,
  run: string,
  { after, until }: Pick<RunLook, 'after' | 'until'>,
): Promise<Fact[]> {
  const { plan } = await read.findOneOrFail(RunEntity, {
    select: { id: true, plan: true },
    where: { id: run },
  });
  const outside = new Set(plan.submissions.filter((one) => !isRepeatable([one])).map(({ id }) => id));
  const rows = await rowsOf<Fact & { readonly teams: string }>(
    read,
    `SELECT "id", "resultHash" AS "hash", "teams" FROM "match"
      WHERE "run" = ?1 AND "serial" > ?2 AND "serial" <= ?3 AND "state" = 'played' ORDER BY "serial"`,
    [run, after, until ?? Number.MAX_SAFE_INTEGER],
  );
  return rows
    .filter(
      ({ teams }) => outside.size === 0 || !(JSON.parse(teams) as string[]).some((id) => outside.has(id)),
    )
    .map(({ id, hash }) => ({ id, hash }));
}

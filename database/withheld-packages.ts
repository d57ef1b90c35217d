import type { EntityManager } from 'typeorm';

const SEALED = `SELECT "league"."id" FROM "league", json_each("league"."definition", '$.scenarios') AS "scenario"
  WHERE "league"."state" <> 'removed' AND json_extract("league"."definition", '$.sealScenarios')
    AND "scenario"."value" = ? LIMIT 1`;

/** A league that seals the scenario `id`; null: none does. */
export async function sealOf(read: EntityManager, id: string): Promise<string | null> {
  const [league] = await read.query<{ id: string }[]>(SEALED, [id]);
  return league?.id ?? null;
}

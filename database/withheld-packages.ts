import type { EntityManager } from 'typeorm';

/** Whoever names it in a league that seals, and whoever did when a run of that league began: a league may change. */
const SEALED = `SELECT "league"."id" FROM "league" WHERE "league"."state" <> 'removed' AND (
    (json_extract("league"."definition", '$.sealScenarios') AND EXISTS (
      SELECT 1 FROM json_each("league"."definition", '$.scenarios') AS "scenario" WHERE "scenario"."value" = ?1))
    OR EXISTS (
      SELECT 1 FROM "run", json_each("run"."packages") AS "frozen" WHERE "run"."league" = "league"."id"
        AND json_extract("frozen"."value", '$.name') = ?1 AND json_extract("run"."definition", '$.sealScenarios')))
  LIMIT 1`;

/** A league that seals the scenario `id`, in all its versions; null: none does. */
export async function sealOf(read: EntityManager, id: string): Promise<string | null> {
  const [league] = await read.query<{ id: string }[]>(SEALED, [id]);
  return league?.id ?? null;
}

import type { EntityManager } from 'typeorm';
import { isHeldBack } from '#leagues/scenario-files/package/held-back.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';

const SEALED = `SELECT "league"."id" FROM "league", json_each("league"."definition", '$.scenarios') AS "scenario"
  WHERE "league"."state" <> 'removed' AND json_extract("league"."definition", '$.sealScenarios')
    AND "scenario"."value" = ? LIMIT 1`;

/** Why only the administrator may have a package; null: everybody may. */
export async function reasonToWithhold(read: EntityManager, one: ScenarioPackage): Promise<string | null> {
  if (isHeldBack(one)) return 'it has days that are held for runs';
  const league = await sealOf(read, one.id);
  return league === null ? null : `league ${league} seals its scenarios`;
}

/** A league that seals the scenario `id`; null: none does. */
export async function sealOf(read: EntityManager, id: string): Promise<string | null> {
  const [league] = await read.query<{ id: string }[]>(SEALED, [id]);
  return league?.id ?? null;
}

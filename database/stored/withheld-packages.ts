import type { EntityManager } from 'typeorm';
import { rowsOf, type Statement } from '../dialect.js';

/** Whoever names it in a league that seals, and whoever did when a run of that league began: a league may change. */
const SEALED: Statement = ({ at, isTrue, elements }) => `
  SELECT "league"."id" FROM "league" WHERE "league"."state" <> 'removed' AND (
    (${isTrue('"league"."definition"', 'sealScenarios')} AND EXISTS (
      SELECT 1 FROM ${elements('"league"."definition"', 'scenarios', 's')} WHERE ${at('s."value"', '')} = ?1))
    OR EXISTS (
      SELECT 1 FROM "run", ${elements('"run"."packages"', '', 'f')} WHERE "run"."league" = "league"."id"
        AND ${at('f."value"', 'name')} = ?1 AND ${isTrue('"run"."definition"', 'sealScenarios')}))
  LIMIT 1`;

/** A league that seals the scenario `id`, in all its versions; null: none does. */
export async function sealOf(read: EntityManager, id: string): Promise<string | null> {
  const [league] = await rowsOf<{ id: string }>(read, SEALED, [id]);
  return league?.id ?? null;
}

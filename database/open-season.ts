import type { EntityManager } from 'typeorm';

const OPEN = `SELECT "id" FROM "season" WHERE "state" NOT IN ('finished', 'cancelled') AND (
    EXISTS (SELECT 1 FROM json_each("definition", '$.qualification.leagues') WHERE "value" = ?1)
    OR EXISTS (SELECT 1 FROM json_each("definition", '$.final.leagues') WHERE "value" = ?1))
  LIMIT 1`;

/** The season that a league belongs to and that is not over; null: none. */
export async function openSeasonOf(read: EntityManager, league: string): Promise<string | null> {
  const [season] = await read.query<{ id: string }[]>(OPEN, [league]);
  return season?.id ?? null;
}

const RELEASED = `SELECT COUNT(*) AS "count" FROM "submission" WHERE "release" = 'released' AND "id" IN (
  SELECT json_extract("value", '$.id') FROM json_each(?1))`;

/** How many of these submissions have been released at the end of a season. */
export async function releasedAmong(
  read: EntityManager,
  submissions: readonly { readonly id: string }[],
): Promise<number> {
  const ids = submissions.map(({ id }) => ({ id }));
  const [row] = await read.query<{ count: number }[]>(RELEASED, [JSON.stringify(ids)]);
  return Number(row!.count);
}

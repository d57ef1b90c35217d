import type { EntityManager } from 'typeorm';
import { rowsOf, type Statement } from '../dialect.js';

const OPEN: Statement = ({ at, elements }) => {
  const names = (phase: string): string =>
    `EXISTS (SELECT 1 FROM ${elements('"definition"', `${phase}.leagues`, 'l')} WHERE ${at('l."value"', '')} = ?1)`;
  return `SELECT "id" FROM "season" WHERE "state" NOT IN ('finished', 'cancelled') AND
    (${names('qualification')} OR ${names('final')}) LIMIT 1`;
};

/** The season that a league belongs to and that is not over; null: none. */
export async function openSeasonOf(read: EntityManager, league: string): Promise<string | null> {
  const [season] = await rowsOf<{ id: string }>(read, OPEN, [league]);
  return season?.id ?? null;
}

const RELEASED: Statement = ({ at, elements }) =>
  `SELECT COUNT(*) AS "count" FROM "submission" WHERE "release" = 'released' AND "id" IN (
    SELECT ${at('s."value"', 'id')} FROM ${elements('?1', '', 's')})`;

/** How many of these submissions have been released at the end of a season. */
export async function releasedAmong(
  read: EntityManager,
  submissions: readonly { readonly id: string }[],
): Promise<number> {
  const ids = submissions.map(({ id }) => ({ id }));
  const [row] = await rowsOf<{ count: number }>(read, RELEASED, [JSON.stringify(ids)]);
  return Number(row!.count);
}

import type { EntityManager } from 'typeorm';
import { DatabaseFileError } from '../files/database-file-error.js';
import { placeOfReader, rowsOf, type Statement } from '../dialect.js';

const OTHER: Statement = ({
  at,
}) => `SELECT m."id" AS "id" FROM "match" AS m JOIN "match_record" AS r ON r."match" = m."id"
  WHERE m."resultHash" IS DISTINCT FROM ${at('r."report"', 'resultHash')} ORDER BY m."id" LIMIT 1`;
/** Both are stored by one write. */
const HALF = `SELECT m."id" AS "id", m."state" AS "state" FROM "match" AS m LEFT JOIN "match_record" AS r ON r."match" = m."id"
  WHERE (m."state" = 'played') <> (r."match" IS NOT NULL) ORDER BY m."id" LIMIT 1`;

/**
 * Throws `DatabaseFileError` where a match says another result hash than its own report, so that one of the two was changed, and where
 * a match has a record and is not played, or the other way round.
 */
export async function refuseInconsistent(read: EntityManager): Promise<void> {
  const [half] = await rowsOf<{ id: string; state: string }>(read, HALF);
  if (half)
    throw damaged(
      read,
      half.state === 'played'
        ? `match ${half.id} is played and has no record (table match_record)`
        : `match ${half.id} is ${half.state} and has the record of a result (table match_record)`,
    );
  const [other] = await rowsOf<{ id: string }>(read, OTHER);
  if (other)
    throw damaged(
      read,
      `match ${other.id} has another resultHash (table match) than its report (table match_record)`,
    );
}

function damaged(read: EntityManager, what: string): DatabaseFileError {
  return new DatabaseFileError(
    `database ${placeOfReader(read)} is damaged: ${what}; restore a backup (docs/operators-guide.md, "Damaged database")`,
  );
}

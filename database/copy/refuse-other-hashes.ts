import type { EntityManager } from 'typeorm';
import { DatabaseFileError } from '../files/database-file-error.js';
import { placeOfReader, rowsOf, type Statement } from '../dialect.js';

const OTHER: Statement = ({
  at,
}) => `SELECT m."id" AS "id" FROM "match" AS m JOIN "match_record" AS r ON r."match" = m."id"
  WHERE m."resultHash" IS DISTINCT FROM ${at('r."report"', 'resultHash')} ORDER BY m."id" LIMIT 1`;

/** Throws `DatabaseFileError` where a match says another result hash than its own report: one of the two was changed. */
export async function refuseOtherHashes(read: EntityManager): Promise<void> {
  const [other] = await rowsOf<{ id: string }>(read, OTHER);
  if (other)
    throw new DatabaseFileError(
      `database ${placeOfReader(read)} is damaged: match ${other.id} has another resultHash (table match) than its report ` +
        '(table match_record); restore a backup (docs/operators-guide.md, "Damaged database")',
    );
}

import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DatabaseFileError } from '../files/database-file-error.js';
import type { Database } from '../database.js';
import { placeOfReader, rowsOf } from '../dialect.js';
import { entities } from '../entities/all-entities.js';
import { MARK_UNFINISHED, UNMARK_UNFINISHED } from '../unfinished-copy.js';
import { DatabaseTable, hashOf } from './table-rows.js';

/** A table that is in both databases now. */
export interface CopiedTable {
  readonly name: string;
  readonly rows: number;
  /** of all that is in it, the same in both */
  readonly sha256: string;
}

/**
 * Copies everything that an installation keeps into another database, and compares both. What lies there from a copy that was
 * interrupted stays, and nobody else opens it before both are the same. `from` reads one moment (`atOneMoment`), or of what does not change meanwhile. Throws `DatabaseFileError` where the other database holds anything else, before
 * anything is written, or where it does not hold the same in the end.
 */
export async function copyTables(
  from: EntityManager,
  to: Database,
  onTable: (table: CopiedTable) => void = () => undefined,
): Promise<void> {
  const tables = entities.map((entity) => new DatabaseTable(from.connection.getMetadata(entity)));
  for (const table of tables) await refuseOthers(table, from, to);
  await to.write((manager) => rowsOf(manager, MARK_UNFINISHED));
  for (const table of tables) {
    if ((await table.count(from)) !== (await table.count(to.read)))
      for await (const rows of table.rows(from)) await to.write((manager) => table.add(manager, rows));
    const [given, taken] = [await content(table, from), await content(table, to.read)];
    if (given.rows !== taken.rows || given.sha256 !== taken.sha256)
      throw new DatabaseFileError(
        `table ${table.name} is not the same in ${to.place} (${taken.rows} rows) as in ${placeOfReader(from)} (${given.rows} rows): ` +
          'it holds what the other database cannot keep, or somebody has changed one of the two meanwhile',
      );
    onTable(given);
  }
  await to.write((manager) => rowsOf(manager, UNMARK_UNFINISHED));
}

/** All that is there must come from here. */
async function refuseOthers(table: DatabaseTable, from: EntityManager, to: Database): Promise<void> {
  for await (const rows of table.rows(to.read))
    for (const row of rows) {
      const key = table.keyOf(row);
      const own = await table.find(from, key);
      const place = `table ${table.name}, row ${key.join(' ')}`;
      if (!own)
        throw new DatabaseFileError(
          `database ${to.place} holds other data (${place}): copy into one that is empty, or holds a copy of the same that was interrupted`,
        );
      const columns = table.differences(own, row);
      if (columns.length > 0)
        throw new DatabaseFileError(
          `database ${to.place}: ${place} differs from the source ${placeOfReader(from)} (its columns ${columns.join(', ')}): ` +
            'it was changed or damaged in one of the two; find out in which, or copy into a database that is empty',
        );
    }
}

async function content(table: DatabaseTable, read: EntityManager): Promise<CopiedTable> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of table.rows(read)) {
    hash.update(hashOf(rows));
    count += rows.length;
  }
  return { name: table.name, rows: count, sha256: hash.digest('hex') };
}

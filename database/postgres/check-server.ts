import type { DataSource } from 'typeorm';
import { placeOf, type DatabaseAddress } from '../address.js';
import {
  DatabaseFileError,
  newerRelease,
  otherApplication,
  otherSchema,
  unfinishedCopy,
} from '../files/database-file-error.js';
import { UNFINISHED } from '../unfinished-copy.js';
import { postgresMigrations } from './open-postgres.js';

/** Of PostgreSQL; older ones get no corrections any more. */
const LEAST_VERSION = 150_000;

const COLUMNS = `SELECT "table_name" AS "table", "column_name" AS "column" FROM information_schema.columns
  WHERE "table_schema" = current_schema()`;

/**
 * What an installation's server says of itself, before anything is changed: the migrations it has seen. Throws `DatabaseFileError`, except
 * to the copy itself (`isCopy`) also where there is an unfinished one.
 */
export async function checkServer(
  source: DataSource,
  url: DatabaseAddress,
  isCopy: boolean,
): Promise<readonly string[]> {
  const place = placeOf(url);
  const [server] = await source.query<[{ version: number; encoding: string; schema: string | null }]>(
    `SELECT current_setting('server_version_num')::int AS "version", current_setting('server_encoding') AS "encoding",
      current_schema() AS "schema"`,
  );
  if (server.version < LEAST_VERSION)
    throw new DatabaseFileError(
      `database ${place}: its server is PostgreSQL ${Math.floor(server.version / 10_000)}; 15 or newer is needed`,
    );
  if (server.encoding !== 'UTF8')
    throw new DatabaseFileError(
      `database ${place} has the encoding ${server.encoding}: create it with ENCODING 'UTF8'`,
    );
  if (server.schema === null)
    throw new DatabaseFileError(
      `database ${place} has no schema for this user: look at its search_path, or GRANT USAGE, CREATE ON SCHEMA public TO it`,
    );
  const columns = await source.query<{ table: string; column: string }[]>(COLUMNS);
  const found = new Set(columns.map(({ table }) => table));
  if (found.delete(UNFINISHED) && !isCopy) throw unfinishedCopy(place);
  const seen = found.has('migrations')
    ? (await source.query<{ name: string }[]>('SELECT "name" FROM "migrations" ORDER BY "id"')).map(
        ({ name }) => name,
      )
    : [];
  // A process that ended before its first migration has made their table.
  const tables = [...found].filter((name) => name !== 'migrations' || seen.length > 0);
  if (tables.length === 0) return [];
  if (!seen.includes(postgresMigrations[0]!)) throw otherApplication(place, tables);
  const newer = seen.filter((name) => !postgresMigrations.includes(name)).at(-1);
  if (newer !== undefined) throw newerRelease(place, newer, postgresMigrations.at(-1)!);
  if (seen.length === postgresMigrations.length) refuseOther(source, columns, place);
  return seen;
}

/** What the program will ask for must be there. */
function refuseOther(
  source: DataSource,
  columns: readonly { readonly table: string; readonly column: string }[],
  place: string,
): void {
  const found = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const missing = source.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map(({ databaseName }) => `${tableName}.${databaseName}`).filter((name) => !found.has(name)),
  );
  if (missing.length > 0)
    throw otherSchema(
      place,
      missing.map((name) => `column ${name} is missing`),
    );
}

import type { DatabaseSync } from 'node:sqlite';

/**
 * The first row of a table whose column holds something else than a JSON object or array; null: there is none, or none was
 * found before `deadline` (of `performance.now()`).
 */
export function rowWithoutJson(
  database: DatabaseSync,
  table: string,
  column: string,
  deadline = Infinity,
): string | null {
  const columns = database
    .prepare('SELECT name, pk FROM pragma_table_info(?)')
    .all(table)
    .map(({ name, pk }) => ({ name: String(name), isKey: Number(pk) > 0 }));
  if (!columns.some(({ name }) => name === column)) return null;
  const key = columns.filter(({ isKey }) => isKey).map(({ name }) => quoted(name));
  const isWhole = `CASE WHEN json_valid(${quoted(column)})
    THEN json_type(${quoted(column)}) IN ('object', 'array') ELSE ${quoted(column)} IS NULL END`;
  const rows = database.prepare(
    `SELECT ${key.join(` || ' ' || `) || 'rowid'} AS "key", ${isWhole} AS "isWhole" FROM ${quoted(table)}`,
  );
  for (const { key, isWhole } of rows.iterate()) {
    if (!isWhole) return String(key);
    if (performance.now() > deadline) return null;
  }
  return null;
}

export function noJson(column: string): string {
  return `column ${column} holds no JSON`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

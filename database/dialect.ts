import type { EntityManager } from 'typeorm';
import { placeOf } from './address.js';

/** What SQLite and PostgreSQL say differently. JSON is text in both. */
interface Dialect {
  /** What lies at `path` (`a.b`; empty: the whole) of JSON: a text without its quotes, anything else as JSON; NULL: nothing. */
  readonly at: (json: string, path: string) => string;
  /** The same of a number, and of whether something holds, as columns take them. */
  readonly numberAt: (json: string, path: string) => string;
  readonly flagAt: (json: string, path: string) => string;
  /** Whether true lies there. */
  readonly isTrue: (json: string, path: string) => string;
  /** The list at `path` of JSON as a table: each element is JSON in its column "value". */
  readonly elements: (json: string, path: string, table: string) => string;
  /** How many elements a list in JSON has; NULL: there is none. */
  readonly length: (json: string) => string;
  /** Whether a text holds another. */
  readonly contains: (text: string, part: string) => string;
}

const sqlite: Dialect = {
  at: (json, path) => (path === '' ? json : `json_extract(${json}, '$.${path}')`),
  numberAt: (json, path) => `json_extract(${json}, '$.${path}')`,
  flagAt: (json, path) => `json_extract(${json}, '$.${path}')`,
  isTrue: (json, path) => `coalesce(json_extract(${json}, '$.${path}'), 0) = 1`,
  elements: (json, path, table) => `json_each(${json}${path === '' ? '' : `, '$.${path}'`}) AS ${table}`,
  length: (json) => `json_array_length(${json})`,
  contains: (text, part) => `instr(${text}, ${part}) > 0`,
};

/**
 * JSON as PostgreSQL takes it apart: it refuses zero characters and halves of characters, wherever in the text they are, which what is
 * stored has as escapes only. They stay in what is stored; what is taken out of it has U+FFFD there.
 */
export function parsedByPostgres(json: string): string {
  return `regexp_replace(${json}::text, '\\\\u(0000|[dD][89a-fA-F]..)', '\\\\ufffd', 'g')::json`;
}

const postgres: Dialect = {
  at: (json, path) => `(${parsedByPostgres(json)} #>> '${steps(path)}')`,
  numberAt: (json, path) => `(${parsedByPostgres(json)} #>> '${steps(path)}')::bigint`,
  flagAt: (json, path) => `(${parsedByPostgres(json)} #>> '${steps(path)}')::boolean`,
  isTrue: (json, path) => `coalesce(${parsedByPostgres(json)} #>> '${steps(path)}', '') = 'true'`,
  elements: (json, path, table) =>
    `json_array_elements(${parsedByPostgres(json)} #> '${steps(path)}') AS ${table}("value")`,
  length: (json) => `json_array_length(${parsedByPostgres(json)})`,
  contains: (text, part) => `strpos(${text}, ${part}) > 0`,
};

function steps(path: string): string {
  return `{${path.replaceAll('.', ',')}}`;
}

/** Where a manager reads, as it may be told to anybody. */
export function placeOfReader({ connection: { options } }: EntityManager): string {
  return placeOf(options.type === 'postgres' ? (options.url ?? '') : String(options.database));
}

export function dialectOf(manager: EntityManager): Dialect {
  return manager.connection.options.type === 'postgres' ? postgres : sqlite;
}

/** SQL for both databases; values are called `?1`, `?2`, ... */
export type Statement = string | ((dialect: Dialect) => string);

/** The rows that a statement gives. */
export async function rowsOf<Row>(
  manager: EntityManager,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const dialect = dialectOf(manager);
  const sql = typeof statement === 'string' ? statement : statement(dialect);
  if (dialect === sqlite) return manager.query<Row[]>(sql, [...values]);
  const answer = await manager.query<Row[] | [Row[], number]>(sql.replaceAll(/\?(\d+)/g, '$$$1'), [
    ...values,
  ]);
  // Of an UPDATE or a DELETE TypeORM gives the number of rows as well.
  return typeof answer[1] === 'number' ? (answer[0] as Row[]) : (answer as Row[]);
}

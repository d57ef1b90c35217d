// Looks through a database in a process of its own, which can be ended in the middle. Tells one line of JSON each.
import { DatabaseSync } from 'node:sqlite';
import { onceOrphaned, tellParent } from '#parent-process.js';
import { rowWithoutJson, noJson } from './row-without-json.js';
import { brokenRowText } from './database-file-error.js';
import { schemaFacts } from '../schema-facts.js';
import { storageErrorOf, type StorageTrouble } from './storage-error.js';
import { exclusively } from './sqlite-driver.js';

/** What it is given, after the file. */
export interface CheckOrder {
  /** that another process gets to let go of the file */
  readonly milliseconds: number;
  /** names of the columns that hold JSON, by table */
  readonly json: Readonly<Record<string, readonly string[]>>;
}

/** What is told, in this order; anything but `schema` and `part` is the last. */
export type CheckNews =
  | {
      readonly kind: 'schema';
      readonly tables: readonly string[];
      readonly migrations: readonly string[];
      readonly facts: readonly string[];
    }
  /** all but the raw results are whole */
  | { readonly kind: 'part' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'error'; readonly trouble: StorageTrouble; readonly message: string };

/** Nearly everything lies there; what cannot be made anew is looked at first. */
const LARGE = 'match_record';

function check(file: string, { milliseconds, json }: CheckOrder): void {
  const database = new DatabaseSync(exclusively(file), { timeout: milliseconds });
  // The file stays as it is, whatever lies in the log beside it.
  database.exec('PRAGMA wal_autocheckpoint = 0');
  const column = (sql: string): string[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => String(Object.values(row)[0]));
  const tables = column(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
  const migrations = tables.includes('migrations') ? column('SELECT name FROM migrations') : [];
  tell({ kind: 'schema', tables, migrations, facts: schemaFacts(database) });
  const faults = (of: string): string[] =>
    column(`PRAGMA quick_check(${of})`).filter((line) => line !== 'ok');
  for (const table of tables.filter((name) => name !== LARGE)) {
    refuse(faults(`"${table.replaceAll('"', '""')}"`));
    for (const column of json[table] ?? []) {
      const row = rowWithoutJson(database, table, column);
      if (row !== null) refuse([brokenRowText(table, row, noJson(column))]);
    }
  }
  tell({ kind: 'part' });
  refuse(faults('1'));
  tell({ kind: 'whole' });
}

function refuse([first]: string[]): void {
  if (first !== undefined)
    throw Object.assign(new Error(first), { errcode: 11, errstr: first.replaceAll('\n', ' ') });
}

const tell: (news: CheckNews) => void = tellParent;

try {
  check(process.argv[2]!, JSON.parse(process.argv[3]!) as CheckOrder);
} catch (error) {
  const trouble = storageErrorOf(error);
  tell({
    kind: 'error',
    trouble: trouble?.trouble ?? 'unwritable',
    message: trouble?.message ?? String(error),
  });
}
// Its parent ends it: closing would move the log into the file.
onceOrphaned(() => process.kill(process.pid, 'SIGKILL'));

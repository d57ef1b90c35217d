import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { programRoot } from '#project-root.js';
import type { CheckNews, CheckOrder } from './check-main.js';
import {
  DatabaseFileError,
  emptyFile,
  fileError,
  newerRelease,
  otherApplication,
  otherSchema,
  unfinishedCopy,
} from './database-file-error.js';
import { jsonColumns, migrationNames, schemaAfter } from '../open-source.js';
import { schemaDifferences } from '../schema-facts.js';
import { StorageError } from './storage-error.js';
import { UNFINISHED } from '../unfinished-copy.js';

export interface CheckedDatabase {
  /** names of the migrations that it has seen */
  readonly migrations: readonly string[];
  /** how far the time has reached: `whole`, all tables but that of raw results, or not even that */
  readonly reached: 'whole' | 'part' | 'little';
}

/** Time for the check; a larger database is looked through in part. */
const MOST_MILLISECONDS = 20_000;
/** Time that another process gets to let go of the file. */
const BUSY_MILLISECONDS = 3000;

/**
 * Looks through a database before it is used, in bounded time and without changing it. Throws `DatabaseFileError`
 * for one that is damaged, lacks something, is in use, belongs to another application or to a newer release, and, except
 * to the copy itself (`isCopy`), for one that holds an unfinished copy.
 */
export async function checkDatabase(file: string, isCopy: boolean): Promise<CheckedDatabase> {
  const main = resolve(programRoot, 'database/files/check-main.js');
  const order: CheckOrder = { milliseconds: BUSY_MILLISECONDS, json: jsonColumns };
  const child = fork(main, [file, JSON.stringify(order)], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // Its own end would move the log into the file.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const deadline = setTimeout(kill, MOST_MILLISECONDS);
  const ended = new Promise<NodeJS.Signals | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', (_, signal) => done(signal));
  });
  let schema: FoundSchema | undefined;
  let reached: CheckedDatabase['reached'] = 'little';
  const found: { foreign?: Error; failure?: Error } = {};
  child.on('message', (news: CheckNews) => {
    if (news.kind === 'schema') {
      schema = news;
      const foreign = foreignTo(file, news, isCopy);
      if (foreign) found.foreign = foreign;
    } else if (news.kind === 'error')
      found.failure = fileError(file, new StorageError(news.trouble, news.message));
    else reached = news.kind;
    if (found.foreign || found.failure || reached === 'whole') kill();
  });
  const signal = await ended.finally(() => {
    clearTimeout(deadline);
    process.off('exit', kill);
  });
  if (found.foreign) throw found.foreign;
  const { migrations = [], facts = [] } = schema ?? {};
  // What fails for a schema that is not ours is no damage of the disk.
  const differences = schema ? schemaDifferences(facts, await schemaAfter(migrations)) : [];
  if (differences.length > 0) throw otherSchema(file, differences);
  if (found.failure) throw found.failure;
  if (signal !== 'SIGKILL')
    throw new DatabaseFileError(`database ${file}: looking through it failed (${signal ?? 'no answer'})`);
  return { migrations, reached };
}

type FoundSchema = Extract<CheckNews, { kind: 'schema' }>;

/** What is wrong with whose database it is. */
function foreignTo(file: string, { tables, migrations }: FoundSchema, isCopy: boolean): Error | undefined {
  if (tables.length === 0) return emptyFile(file);
  if (!migrations.includes(migrationNames[0]!)) return otherApplication(file, tables);
  if (!isCopy && tables.includes(UNFINISHED)) return unfinishedCopy(file);
  const newer = migrations.filter((name) => !migrationNames.includes(name)).at(-1);
  return newer === undefined ? undefined : newerRelease(file, newer, migrationNames.at(-1)!);
}

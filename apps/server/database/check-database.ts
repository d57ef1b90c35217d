import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { compiledRoot } from '#project-root.js';
import type { CheckNews } from './check-main.js';
import { DatabaseFileError, emptyFile, fileError } from './database-file-error.js';
import { StorageError } from './storage-error.js';

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
 * Looks through a database before it is used, in bounded time and without changing it. `known`: names of the
 * migrations of this program, in order. Throws `DatabaseFileError` for one that is damaged, is in use, belongs to
 * another application or to a newer release.
 */
export async function checkDatabase(file: string, known: readonly string[]): Promise<CheckedDatabase> {
  const main = resolve(compiledRoot, 'apps/server/database/check-main.js');
  const child = fork(main, [file, String(BUSY_MILLISECONDS)], {
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
  let migrations: readonly string[] = [];
  let reached: CheckedDatabase['reached'] = 'little';
  const failures: Error[] = [];
  child.on('message', (news: CheckNews) => {
    if (news.kind === 'schema') {
      ({ migrations } = news);
      failures.push(...foreignTo(file, news, known));
    } else if (news.kind === 'error')
      failures.push(fileError(file, new StorageError(news.trouble, news.message)));
    else reached = news.kind;
    if (failures.length > 0 || news.kind === 'whole') kill();
  });
  const signal = await ended.finally(() => {
    clearTimeout(deadline);
    process.off('exit', kill);
  });
  const [failure] = failures;
  if (failure) throw failure;
  if (signal !== 'SIGKILL')
    throw new DatabaseFileError(`database ${file}: looking through it failed (${signal ?? 'no answer'})`);
  return { migrations, reached };
}

/** What is wrong with whose database it is. */
function foreignTo(
  file: string,
  { tables, migrations }: Extract<CheckNews, { kind: 'schema' }>,
  known: readonly string[],
): Error[] {
  if (tables.length === 0) return [emptyFile(file)];
  if (!migrations.includes(known[0]!))
    return [
      new DatabaseFileError(
        `database ${file} belongs to another application (tables ${tables.slice(0, 5).join(', ')})`,
      ),
    ];
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length === 0) return [];
  return [
    new DatabaseFileError(
      `database ${file} is of a newer release: its schema is ${newer.at(-1)}, this program knows ${known.at(-1)}; ` +
        'update the program, or restore a backup of before',
    ),
  ];
}

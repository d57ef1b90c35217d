import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { projectRoot } from '#project-root.js';
import type { DatabaseAddress } from '../address.js';

type News = { readonly url: string } | { readonly missing: true } | { readonly failed: string };

let known: Promise<string | null> | undefined;

/** The server of this session of tests, started by whoever asks first; null: PostgreSQL is not installed here. */
function server(): Promise<string | null> {
  return (known ??= start());
}

async function start(): Promise<string | null> {
  const kept = process.env.GRIDLEAGUE_TEST_KEPT!;
  const news = join(kept, 'postgres.json');
  // One of the session's processes starts it.
  const isFirst = await mkdir(join(kept, 'postgres')).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const script = resolve(projectRoot, 'scripts/test/postgres.mjs');
    const among = dirname(dirname(kept));
    spawn(process.execPath, [script, process.env.GRIDLEAGUE_TEST_SESSION!, news, among], {
      ...{ detached: true, stdio: ['ignore', 'ignore', 'inherit'] as const },
      env: { ...process.env, TMPDIR: among, NODE_OPTIONS: '' },
    }).unref();
  }
  while (!existsSync(news)) await setTimeout(20);
  const told = JSON.parse(await readFile(news, 'utf8')) as News;
  if ('failed' in told) throw new Error(`PostgreSQL did not start: ${told.failed}`);
  if ('url' in told) return told.url;
  process.stderr.write(
    '\n*** PostgreSQL IS NOT INSTALLED HERE: its tests are SKIPPED (GRIDLEAGUE_TEST_POSTGRES names a folder of binaries) ***\n\n',
  );
  return null;
}

async function asked<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** What an administrator of the server says in one of its databases. */
export async function administer<Row extends pg.QueryResultRow>(
  sql: string,
  database?: DatabaseAddress,
): Promise<Row[]> {
  return asked<Row>(database ?? (await server())!, sql);
}

/** An empty database on the server, `name` or a new one, which stays until the session is over; null: there is no server here. */
export async function postgresDatabase(
  name = `t_${randomUUID().replaceAll('-', '')}`,
): Promise<DatabaseAddress | null> {
  const url = await server();
  if (url === null) return null;
  const [there] = await asked(url, `SELECT 1 FROM pg_database WHERE datname = '${name}'`);
  if (!there) await asked(url, `CREATE DATABASE "${name}"`);
  return url.replace(/\/postgres$/, `/${name}`);
}

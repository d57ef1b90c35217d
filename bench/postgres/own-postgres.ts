import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseAddress } from '#database/address.js';
import { projectRoot } from '#project-root.js';
import { parentOf } from '../processes/process-load.js';

type News =
  { readonly pid: number; readonly url: string } | { readonly missing: true } | { readonly failed: string };

/** A PostgreSQL server as tests have one; `null` of `start`: the binaries are not here. */
export class OwnPostgres {
  private constructor(
    readonly url: DatabaseAddress,
    private readonly pid: number,
  ) {}

  static async start(): Promise<OwnPostgres | null> {
    const folder = await mkdtemp(join(tmpdir(), 'gridleague-bench-'));
    const news = join(folder, 'news.json');
    try {
      const script = resolve(projectRoot, 'scripts/test/postgres.mjs');
      spawn(process.execPath, [script, String(process.pid), news, tmpdir()], {
        ...{ detached: true, stdio: ['ignore', 'ignore', 'inherit'] as const },
      }).unref();
      while (!existsSync(news)) await pause(20);
      const told = JSON.parse(await readFile(news, 'utf8')) as News;
      if ('failed' in told) throw new Error(`PostgreSQL did not start: ${told.failed}`);
      return 'url' in told ? new OwnPostgres(told.url, told.pid) : null;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  stop(): void {
    process.kill(this.pid, 'SIGTERM');
  }
}

/** An empty database on a server, for one measurement. */
export interface SpareDatabase extends AsyncDisposable {
  readonly address: DatabaseAddress;
  /** of the server's first process; null: it runs on another machine */
  readonly pid: number | null;
}

/** Makes a database on the server of another one, and takes it away at the end. Its user must be allowed to. */
export async function spareDatabase(server: DatabaseAddress): Promise<SpareDatabase> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const address = new URL(server);
  address.pathname = `/${name}`;
  const pid = await connected(server, async (client) => {
    await client.query(`CREATE DATABASE "${name}"`);
    return postmasterOf(client);
  });
  const drop = async (): Promise<void> =>
    connected(server, async (client) => void (await client.query(`DROP DATABASE "${name}" WITH (FORCE)`)));
  return { address: address.href, pid, [Symbol.asyncDispose]: drop };
}

async function postmasterOf(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number; isHere: boolean }>(
    `SELECT pg_backend_pid() AS "pid", coalesce(inet_server_addr() <<= inet '127.0.0.0/8', true) AS "isHere"`,
  );
  return rows[0]!.isHere ? parentOf(rows[0]!.pid, 'postgres') : null;
}

async function connected<T>(server: DatabaseAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

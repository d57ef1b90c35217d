import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '#apps/match/system-clock.js';
import { readConfig } from '#apps/server/config/server-config.js';
import { startServer } from '#apps/server/start-server.js';

const READERS = 50;
const READS_PER_SECOND = 200;

export interface Reads {
  readonly readers: number;
  readonly perSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
  /** part of the time in which the database wrote */
  readonly databaseShare: number;
}

/** Reads a board with 50 parallel readers, 200 times a second, while another run is being played. */
export async function measureReads(seconds: number): Promise<Reads> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-bench-'));
  const config = readConfig({
    PORT: '0',
    GRIDLEAGUE_DATA: folder,
    GRIDLEAGUE_DEMO: 'no',
    GRIDLEAGUE_WORKERS: '1',
  });
  const server = await startServer(config, () => undefined);
  try {
    await server.begin();
    const token = (await readFile(join(folder, 'admin-token'), 'utf8')).trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const league = (id: string, blocks: number): string =>
      JSON.stringify({
        ...{
          id,
          title: id,
          format: 'self-play',
          scenarios: ['blems-example'],
          blocks,
          entrants: ['truthful', 'shaded'],
        },
      });
    const post = async (path: string, body?: string): Promise<void> => {
      await fetch(`${server.url}/api${path}`, {
        method: 'POST',
        headers,
        ...(body !== undefined && { body }),
      });
    };
    const over = new Promise<void>((done) =>
      server.onEvent((event) => event.type === 'finished' && event.run === 'read-1' && done()),
    );
    await post('/leagues', league('read', 6));
    await post('/leagues/read/runs');
    await over;
    await post('/leagues', league('busy', 1000));
    await post('/leagues/busy/runs');
    const written = await writeSeconds(server.url);
    const latencies = await readFor(seconds, `${server.url}/api/leagues/read/leaderboard`);
    const share = ((await writeSeconds(server.url)) - written) / seconds;
    latencies.sort((a, b) => a - b);
    const quantile = (part: number): number => latencies[Math.floor(part * (latencies.length - 1))]!;
    return {
      ...{ readers: READERS, perSecond: latencies.length / seconds },
      ...{ p50: quantile(0.5), p99: quantile(0.99), databaseShare: share },
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

async function readFor(seconds: number, url: string): Promise<number[]> {
  const end = systemClock.now() + seconds;
  const latencies: number[] = [];
  const reader = async (): Promise<void> => {
    while (systemClock.now() < end) {
      const start = systemClock.now();
      await (await fetch(url)).text();
      const took = systemClock.now() - start;
      latencies.push(took * 1000);
      await pause(Math.max(0, (READERS / READS_PER_SECOND - took) * 1000));
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return latencies;
}

async function writeSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  return Number(/^gridleague_database_write_seconds_total (\S+)$/m.exec(text)?.[1]);
}

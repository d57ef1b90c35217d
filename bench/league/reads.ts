import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAlong } from './readers.js';
import { ServedLeague } from './served-league.js';

const READERS = 50;
const READS_PER_SECOND = 200;

export interface Reads {
  readonly readers: number;
  readonly perSecond: number;
  /** ms, from the moment a read was due */
  readonly whole: Quantiles;
  /** the same with If-None-Match: nothing has changed */
  readonly unchanged: Quantiles;
  /** part of the time in which the database wrote */
  readonly databaseShare: number;
  /** matches that ended meanwhile */
  readonly matches: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly largest: number;
}

/** Reads a board with 50 parallel readers, 200 times a second, while a run of another league is being played. */
export async function measureReads(seconds: number): Promise<Reads> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-bench-'));
  const server = await ServedLeague.start(folder);
  try {
    await server.play('read', 'random-small', 6);
    await server.over('read-1');
    await server.play('busy', 'demo-community', 200);
    await server.matchesEnded(1);
    const url = `${server.url}/api/leagues/read/leaderboard`;
    const load = { url, readers: READERS, perSecond: READS_PER_SECOND };
    const etag = (await fetch(url)).headers.get('etag')!;
    await readAlong({ ...load, seconds: 2 }); // connections are made, code is warm
    const before = await server.figures();
    const whole = await readAlong({ ...load, seconds: seconds / 2 });
    const unchanged = await readAlong({ ...load, seconds: seconds / 2, etag });
    const after = await server.figures();
    return {
      readers: READERS,
      perSecond: (whole.length + unchanged.length) / seconds,
      whole: quantiles(whole),
      unchanged: quantiles(unchanged),
      databaseShare: (after.writeSeconds - before.writeSeconds) / seconds,
      matches: after.matches - before.matches,
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

function quantiles(latencies: number[]): Quantiles {
  latencies.sort((a, b) => a - b);
  const at = (part: number): number => latencies[Math.floor(part * (latencies.length - 1))]!;
  return { p50: at(0.5), p99: at(0.99), largest: at(1) };
}

import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import type { DatabaseAddress } from '#database/address.js';
import type { HeardMatch } from '#leagues/run/match-player.port.js';
import { SystemWallClock } from '#database/wall-clock.js';
import { BossJobs } from '#database/queue/boss-jobs.js';
import { BossMatchQueue } from '#database/queue/boss-match-queue.js';
import { MatchMaterial } from '#database/queue/match-material.js';
import { backendSeconds } from './backend-load.js';
import { plantRun } from './planted-run.js';

const SILENT = { onTrouble: () => undefined, onWell: () => undefined };
/** Their connections: a fleet of a thousand has a pooler before the database. */
const MOST_POOLS = 8;
const HEARTBEAT = 30;
const BETWEEN_BEATS = 10_000;
const BETWEEN_READS = 50;
const PERMILLE = 1000;

export interface FleetOrder {
  readonly address: DatabaseAddress;
  readonly workers: number;
  /** each, one after the other */
  readonly matchesEach: number;
  /** s that a match is played, on average */
  readonly seconds: number;
  readonly record: HeardMatch;
}

export interface FleetFigures {
  readonly workers: number;
  readonly matches: number;
  readonly seconds: number;
  /** matches that were not stored exactly once */
  readonly wrong: number;
  /** claims, heartbeats and results a second, all together */
  readonly callsPerSecond: number;
  readonly matchesPerSecond: number;
  /** ms; of a claim, and of the reads that a live page of the run makes meanwhile */
  readonly claim: { readonly p50: number; readonly p99: number };
  readonly read: { readonly p50: number; readonly p99: number };
  /** processor seconds of the database for a match; null: it runs elsewhere */
  readonly databaseSecondsPerMatch: number | null;
}

/** Workers that take matches and hand in a recorded result after the time of one. */
export async function simulateFleet(order: FleetOrder): Promise<FleetFigures> {
  const { address, workers, matchesEach, seconds, record } = order;
  const leader = await Database.open(address, SILENT, 'server');
  const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const jobs = await BossJobs.open(leader, { heartbeatSeconds: HEARTBEAT, onError });
  const id = `fleet-${workers}-${randomUUID().slice(0, 8)}`;
  const matches = workers * matchesEach;
  await plantRun(leader, jobs, id, matches);
  const pools: { database: Database; queue: BossMatchQueue; jobs: BossJobs }[] = [];
  for (let i = 0; i < Math.min(MOST_POOLS, workers); i++) {
    const database = await Database.open(address, SILENT, 'worker');
    const own = await BossJobs.open(database, { heartbeatSeconds: HEARTBEAT, onError });
    const listener = {
      runStarted: () => undefined,
      matchEnded: () => undefined,
      matchFault: () => undefined,
    };
    const [material, clock] = [new MatchMaterial(database), new SystemWallClock()];
    pools.push({
      ...{ database, jobs: own },
      queue: new BossMatchQueue({ database, material, listener, clock }, own, randomUUID()),
    });
  }
  const claims: number[] = [];
  let calls = 0;
  const work = async (queue: BossMatchQueue): Promise<void> => {
    await setTimeout(seconds * randomInt(PERMILLE));
    for (;;) {
      const asked = performance.now();
      const claim = await queue.claim();
      calls++;
      if (!claim) return;
      claims.push(performance.now() - asked);
      const beating = setInterval(() => {
        calls++;
        void queue.renew(claim);
      }, BETWEEN_BEATS);
      await setTimeout(seconds * (PERMILLE / 2 + randomInt(PERMILLE)));
      clearInterval(beating);
      await queue.complete(claim, record);
      calls++;
    }
  };
  const before = await backendSeconds(leader);
  const start = performance.now();
  const over = new AbortController();
  const reading = readMeanwhile(leader, `${id}-1`, over.signal);
  await Promise.all(Array.from({ length: workers }, (_, i) => work(pools[i % pools.length]!.queue)));
  const took = (performance.now() - start) / 1000;
  over.abort();
  const reads = await reading;
  const after = await backendSeconds(leader);
  const [stored] = await rowsOf<{ n: number }>(
    leader.read,
    `SELECT count(*)::int AS "n" FROM "match" AS m JOIN "match_record" AS r ON r."match" = m."id"
      WHERE m."run" = ?1 AND m."state" = 'played' AND m."attempts" = 1`,
    [`${id}-1`],
  );
  for (const pool of [...pools, { jobs, database: leader }]) {
    await pool.jobs.close();
    await pool.database.close();
  }
  return {
    ...{ workers, matches, seconds: took, wrong: matches - stored!.n },
    ...{ callsPerSecond: calls / took, matchesPerSecond: matches / took },
    ...{ claim: quantiles(claims), read: quantiles(reads) },
    databaseSecondsPerMatch: before === null || after === null ? null : (after - before) / matches,
  };
}

async function readMeanwhile({ read }: Database, run: string, over: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!over.aborted) {
    const start = performance.now();
    await rowsOf(read, `SELECT "state", "startedAt" FROM "run" WHERE "id" = ?1`, [run]);
    await rowsOf(
      read,
      `SELECT "outcome", "state", COUNT(*) FROM "match" WHERE "run" = ?1 GROUP BY "outcome", "state"`,
      [run],
    );
    times.push(performance.now() - start);
    await setTimeout(BETWEEN_READS, null, { signal: over }).catch(() => undefined);
  }
  return times;
}

function quantiles(times: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

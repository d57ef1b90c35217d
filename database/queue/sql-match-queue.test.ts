import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import { ScenarioPackageEntity } from '../entities/scenario-package.entity.js';
import { packageRow, storePackages } from '../stored/stored-packages.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOST_ATTEMPTS, type ClaimedMatch } from '#leagues/run/match-queue.port.js';
import { aResult } from '#leagues/run/test/tasks.js';
import { Database } from '../database.js';
import { StorageError } from '../files/storage-error.js';
import { LeagueEntity } from '../entities/league.entity.js';
import { MatchDayEntity } from '../entities/match-day.entity.js';
import { MatchEntity } from '../entities/match.entity.js';
import { MatchRecordEntity } from '../entities/match-record.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { RunFileEntity } from '../entities/run-file.entity.js';
import { SetClock } from '../test/set-clock.js';
import { MatchMaterial } from './match-material.js';
import { SqlMatchQueue } from './sql-match-queue.js';

const RUN = 'test-1';
const LEASE = 1000;
/** after the longest first pause between attempts */
const AFTER_PAUSE = 4000;

let folder = '';
let database: Database;
let queue: SqlMatchQueue;
let clock: SetClock;
let ended: string[];

const open = (): SqlMatchQueue =>
  new SqlMatchQueue(
    {
      ...{ database, clock, material: new MatchMaterial(database) },
      listener: {
        runStarted: () => undefined,
        matchEnded: ({ id, state }) => ended.push(`${id} ${state}`),
        matchFault: () => undefined,
      },
    },
    LEASE,
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-queue-'));
  database = await Database.open(join(folder, 'test.sqlite'));
  clock = new SetClock(1_000_000);
  ended = [];
  queue = open();
  const matches = [1, 2, 3].map((serial) => ({
    ...{
      serial,
      id: `00000${serial}`,
      block: 1,
      scenario: 's',
      seed: 'x',
      dealer: 'd',
      teams: ['a'],
      scored: true,
    },
  }));
  const definition = { id: 'test' } as LeagueEntity['definition'];
  const row = await packageRow(packageOf({ files: {}, scenario: { id: 's' } }));
  const plan = { seed: 'x', seatsNeeded: 1, design: null, submissions: [] };
  await database.write(async (manager) => {
    const league = { id: 'test', definition, state: 'active' as const, shipped: false, secretSeed: null };
    await manager.insert(LeagueEntity, { ...league, scheduledUntil: 0, createdAt: 0 });
    await storePackages(manager, [row]);
    await manager.insert(RunEntity, {
      packages: [{ name: 's', sha256: row.sha256 }],
      ...{ id: RUN, league: 'test', number: 1, state: 'queued', definition, plan, createdAt: 0 },
    });
    for (const [submission, kind] of [
      ['a', 'agent'],
      ['d', 'dealer'],
    ] as const) {
      const file = { id: submission, kind, name: submission, version: '1', sha256: '', baseline: true };
      await manager.insert(RunFileEntity, {
        run: RUN,
        submission,
        file: { ...file, file: 'x.ts', source: '' },
      });
    }
    for (const { id, ...planned } of matches)
      await manager.insert(MatchEntity, {
        ...{ ...planned, id: `${RUN}-${id}`, run: RUN, state: 'queued', priority: 1, attempts: 0 },
      });
  });
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function claimed(): Promise<ClaimedMatch> {
  const claim = await queue.claim();
  if (!claim) throw new Error('the queue is empty');
  return claim;
}

describe('the queue in the database', () => {
  it('fails what waits in a scenario whose package is gone, with the reason, and gives nothing', async () => {
    await database.write(async (manager) => {
      await manager.clear(ScenarioPackageEntity);
    });
    expect(await queue.claim()).toBeNull();
    const rows = await database.read.find(MatchEntity);
    expect(rows.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(rows[0]!.fault).toMatch(/scenario s: its package [0-9a-f]{64} is not in the database/);
    expect(ended).toHaveLength(3);
  });

  it('gives every match to one player only, in the order of the plan', async () => {
    const claims = await Promise.all([queue.claim(), queue.claim(), queue.claim(), queue.claim()]);
    expect(claims.map((claim) => claim?.task.match.serial)).toEqual([1, 2, 3, undefined]);
    expect((await database.read.findOneByOrFail(RunEntity, { id: RUN })).state).toBe('running');
  });

  it('takes a result once and keeps report and rounds', async () => {
    const claim = await claimed();
    expect(await queue.complete(claim, aResult(claim.task))).toBe(true);
    expect(await queue.complete(claim, aResult(claim.task))).toBe(false);
    expect(ended).toEqual([`${claim.task.id} played`]);
    expect(await database.read.countBy(MatchRecordEntity, { match: claim.task.id })).toBe(1);
  });

  it('takes a result whose database was lost after it had stored it, and before it could say so', async () => {
    const claim = await claimed();
    const write = database.write.bind(database);
    database.write = async (work) => {
      await write(work);
      database.write = write;
      throw new StorageError('unreachable', 'Connection terminated unexpectedly');
    };
    expect(await queue.complete(claim, aResult(claim.task))).toBe(true);
    expect(ended).toEqual([`${claim.task.id} played`]);
    expect(await database.read.countBy(MatchRecordEntity, { match: claim.task.id })).toBe(1);
  });

  it('gives a match back that could not be read once it was claimed, and counts no attempt', async () => {
    const lost = (): never => {
      throw new StorageError('unreachable', 'Connection terminated unexpectedly');
    };
    Object.defineProperty(database, 'read', { configurable: true, get: lost });
    await expect(queue.claim()).rejects.toThrow('terminated');
    Reflect.deleteProperty(database, 'read');
    expect(await claimed()).toMatchObject({ attempt: 1, task: { match: { serial: 1 } } });
  });

  it('gives a match to another player when the lease has run out, and refuses the late result', async () => {
    const late = await claimed();
    clock.time += LEASE + 1;
    await claimed();
    clock.time += AFTER_PAUSE;
    const second = await claimed();
    expect(second.task.id).toBe(late.task.id);
    expect(second.attempt).toBe(2);
    expect(await queue.renew(late)).toBe(false);
    expect(await queue.complete(late, aResult(late.task))).toBe(false);
    expect(await queue.complete(second, aResult(second.task))).toBe(true);
  });

  it('keeps days of who holds the lease for the next attempt, as far as there is no gap, until the match has ended', async () => {
    const first = await claimed();
    expect(first.days).toEqual([]);
    const day = (number: number, record = `${number}`) => ({ day: number, record });
    for (const number of [0, 1, 3]) expect(await queue.keepDay(first, day(number))).toBe(true);
    await queue.fault(first, 'lost');
    expect(await queue.keepDay(first, day(2, 'late'))).toBe(false);
    await claimed();
    clock.time += AFTER_PAUSE;
    const second = await claimed();
    expect(second).toMatchObject({ attempt: 2, days: [day(0), day(1)] });
    // What another engine has left is written anew.
    expect(await queue.keepDay(second, day(1, 'anew'))).toBe(true);
    await queue.release(second);
    const third = await claimed();
    expect(third.days).toEqual([day(0), day(1, 'anew')]);
    await queue.complete(third, aResult(third.task));
    expect(await queue.keepDay(third, day(2))).toBe(false);
    expect(await database.read.count(MatchDayEntity)).toBe(0);
  });

  it('keeps no day of a match that has failed', async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const claim = await claimed();
      await queue.keepDay(claim, { day: 0, record: '' });
      await queue.fault(claim, 'broken');
      clock.time += 100_000;
    }
    expect(await database.read.count(MatchDayEntity)).toBe(0);
  });

  it('keeps a match with a player that renews its lease', async () => {
    const claim = await claimed();
    clock.time += LEASE - 1;
    expect(await queue.renew(claim)).toBe(true);
    clock.time += LEASE - 1;
    expect((await claimed()).task.match.serial).toBe(2);
  });

  it('fails a match for good after so many faults', async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      await queue.fault(await claimed(), 'broken');
      clock.time += 100_000;
    }
    const match = await database.read.findOneByOrFail(MatchEntity, { run: RUN, serial: 1 });
    expect(match).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS, fault: 'broken' });
    expect(ended).toEqual([`${match.id} failed`]);
  });

  it('tries a match again only after a pause, which outlives the server; others are played meanwhile', async () => {
    await queue.fault(await claimed(), 'broken');
    queue = open();
    await queue.recover();
    for (const serial of [2, 3]) expect((await claimed()).task.match.serial).toBe(serial);
    expect(await queue.claim()).toBeNull();
    clock.time += 900;
    expect(await queue.claim()).toBeNull();
    clock.time += 2200;
    expect((await claimed()).task.match.serial).toBe(1);
  });

  it('does not count an attempt that was stopped, or that a crash of the server ended', async () => {
    await queue.release(await claimed());
    expect((await claimed()).attempt).toBe(1);
    queue = open();
    expect(await queue.recover()).toBe(1);
    expect((await claimed()).attempt).toBe(1);
  });

  it('tells the player of a cancelled match that its claim is void', async () => {
    const claim = await claimed();
    await database.write((manager) =>
      manager.update(MatchEntity, { id: claim.task.id }, { state: 'cancelled', lease: null }),
    );
    expect(await queue.renew(claim)).toBe(false);
    expect(await queue.complete(claim, aResult(claim.task))).toBe(false);
  });
});

describe('the queue on a disk that takes nothing', () => {
  const takesWrites = (takes: boolean): Promise<unknown> =>
    database.write((manager) => manager.query(`PRAGMA query_only = ${takes ? 'OFF' : 'ON'}`));

  it('keeps results, takes no attempt away and lets no lease run out', async () => {
    const [played, lost, held] = [await claimed(), await claimed(), await claimed()];
    await takesWrites(false);
    const completed = queue.complete(played, aResult(played.task));
    // Its player needed the disk, too.
    const faulted = queue.fault(lost, 'no space left on device');
    clock.time += 10 * LEASE;
    expect(await queue.renew(held)).toBe(true);
    expect(ended).toEqual([]);
    await takesWrites(true);
    expect(await completed).toBe(true);
    await faulted;
    expect(ended).toEqual([`${played.task.id} played`]);
    const again = await claimed();
    expect({ id: again.task.id, attempt: again.attempt }).toEqual({ id: lost.task.id, attempt: 1 });
    expect(await queue.claim()).toBeNull();
    expect(await queue.complete(held, aResult(held.task))).toBe(true);
  });

  it('counts a fault that has nothing to do with it', async () => {
    await queue.fault(await claimed(), 'broken');
    clock.time += AFTER_PAUSE;
    expect((await claimed()).attempt).toBe(2);
  });

  it('waits with a claim, and gives it up when the server stops', async () => {
    await takesWrites(false);
    const claim = queue.claim();
    await expect(database.probe()).rejects.toMatchObject({ trouble: 'unwritable' });
    database.storage.stop();
    await expect(claim).rejects.toMatchObject({ trouble: 'unwritable' });
  });
});

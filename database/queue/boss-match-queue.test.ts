import { MOST_ATTEMPTS, type ClaimedMatch } from '#leagues/run/match-queue.port.js';
import { aResult } from '#leagues/run/test/tasks.js';
import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import { Database } from '../database.js';
import { LeagueEntity } from '../entities/league.entity.js';
import { MatchDayEntity } from '../entities/match-day.entity.js';
import { MatchEntity } from '../entities/match.entity.js';
import { MatchRecordEntity } from '../entities/match-record.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { RunFileEntity } from '../entities/run-file.entity.js';
import { packageRow, storePackages } from '../stored/stored-packages.js';
import { administer, postgresDatabase } from '../test/postgres-server.js';
import { SetClock } from '../test/set-clock.js';
import { BossJobs } from './boss-jobs.js';
import { adoptOrphans, BossMatchQueue } from './boss-match-queue.js';
import { MatchMaterial } from './match-material.js';

const RUN = 'test-1';
const address = await postgresDatabase();
const SILENT = { onTrouble: () => undefined, onWell: () => undefined };

interface Side {
  readonly database: Database;
  readonly jobs: BossJobs;
  readonly queue: BossMatchQueue;
  readonly ended: string[];
  readonly faults: string[];
  readonly lost: string[];
}

/** A process at the database, as far as its queue goes. */
async function side(role: 'server' | 'worker', holder: string): Promise<Side> {
  const database = await Database.open(address!, SILENT, role);
  const onError = (error: unknown): void => {
    throw error;
  };
  const jobs = await BossJobs.open(database, { heartbeatSeconds: 10, onError });
  const [ended, faults, lost]: [string[], string[], string[]] = [[], [], []];
  const listener = {
    runStarted: () => undefined,
    matchEnded: ({ id, state }: MatchEntity) => ended.push(`${id} ${state}`),
    matchFault: (_: string, reason: string) => faults.push(reason),
    claimVoid: (match: string) => lost.push(match),
  };
  const material = new MatchMaterial(database);
  const setting = { database, material, listener, clock: new SetClock(1_000_000) };
  const queue = new BossMatchQueue(setting, jobs, holder);
  return { database, jobs, queue, ended, faults, lost };
}

(address === null ? describe.skip : describe)('the queue of many processes', () => {
  let leader: Side;
  let worker: Side;
  const sql = (text: string): Promise<unknown> => administer(text, address!);
  /** What waits after a fault may be tried at once. */
  const hurry = (): Promise<unknown> => sql('UPDATE "public_jobs"."job" SET "start_after" = now()');
  /** As if nothing had been heard of its holders for long. */
  const forget = async (): Promise<void> => {
    await sql(
      `UPDATE "public_jobs"."job" SET "heartbeat_on" = now() - interval '1 hour' WHERE "state" = 'active'`,
    );
    await sql(`UPDATE "public_jobs"."queue" SET "monitor_on" = NULL, "monitor_claim_on" = NULL`);
    await leader.jobs.supervise();
    await hurry();
  };
  const match = (serial: number): Promise<MatchEntity> =>
    leader.database.read.findOneByOrFail(MatchEntity, { run: RUN, serial });
  const claimed = async ({ queue }: Side): Promise<ClaimedMatch> => {
    const claim = await queue.claim();
    if (!claim) throw new Error('the queue is empty');
    return claim;
  };

  beforeAll(async () => {
    leader = await side('server', 'one');
    worker = await side('worker', 'two');
    const definition = { id: 'test' } as LeagueEntity['definition'];
    const row = await packageRow(packageOf({ files: {}, scenario: { id: 's' } }));
    const plan = { seed: 'x', seatsNeeded: 1, design: null, submissions: [] };
    await leader.database.write(async (manager) => {
      const league = { id: 'test', definition, state: 'active' as const, shipped: false, secretSeed: null };
      await manager.insert(LeagueEntity, { ...league, scheduledUntil: 0, createdAt: 0 });
      await storePackages(manager, [row]);
      const packages = [{ name: 's', sha256: row.sha256 }];
      const run = {
        id: RUN,
        league: 'test',
        number: 1,
        state: 'queued' as const,
        definition,
        plan,
        packages,
      };
      await manager.insert(RunEntity, { ...run, createdAt: 0 });
      for (const [submission, kind] of [
        ['a', 'agent'],
        ['d', 'dealer'],
      ] as const) {
        const file = { id: submission, kind, name: submission, version: '1', sha256: '', baseline: true };
        const whole = { ...file, file: 'x.ts', source: '' };
        await manager.insert(RunFileEntity, { run: RUN, submission, file: whole });
      }
    });
  });
  beforeEach(async () => {
    await leader.database.write(async (manager) => {
      await manager.deleteAll(MatchRecordEntity);
      await manager.deleteAll(MatchEntity);
      const ids = [1, 2, 3].map((serial) => `${RUN}-00000${serial}`);
      for (const [i, id] of ids.entries())
        await manager.insert(MatchEntity, {
          ...{ id, run: RUN, serial: i + 1, state: 'queued', priority: 1, attempts: 0, block: 1 },
          ...{ scenario: 's', seed: 'x', dealer: 'd', teams: ['a'], scored: true },
        });
      await leader.jobs.add(manager, ids, 0);
    });
    for (const { ended, faults, lost } of [leader, worker])
      for (const list of [ended, faults, lost]) list.length = 0;
  });
  afterAll(async () => {
    for (const { jobs, database } of [worker, leader]) {
      await jobs.close();
      await database.close();
    }
  });

  it('gives every match to one player, whichever process asks', async () => {
    const sides = [leader, worker, leader, worker];
    const claims = await Promise.all(sides.map(({ queue }) => queue.claim()));
    const serials = claims.flatMap((claim) => claim?.task.match.serial ?? []).sort();
    expect(serials).toEqual([1, 2, 3]);
    expect((await leader.database.read.findOneByOrFail(RunEntity, { id: RUN })).state).toBe('running');
  });

  it('takes a result once, with the completion of the job', async () => {
    const claim = await claimed(worker);
    expect(await worker.queue.renew(claim)).toBe(true);
    expect(await worker.queue.complete(claim, aResult(claim.task))).toBe(true);
    expect(await worker.queue.complete(claim, aResult(claim.task))).toBe(false);
    expect(worker.ended).toEqual([`${claim.task.id} played`]);
    expect(await leader.database.read.countBy(MatchRecordEntity, {})).toBe(1);
    expect(await worker.queue.renew(claim)).toBe(false);
  });

  it('refuses the result of who was taken for dead, and takes that of who plays it now', async () => {
    const late = await claimed(worker);
    await forget();
    const claims = [await claimed(leader), await claimed(leader), await claimed(leader)];
    const second = claims.find(({ task }) => task.id === late.task.id)!;
    expect(second.attempt).toBe(2);
    expect(leader.faults).toEqual(['its worker gave no sign of life any more']);
    expect(await worker.queue.renew(late)).toBe(false);
    expect(await worker.queue.complete(late, aResult(late.task))).toBe(false);
    await worker.queue.fault(late, 'late as well');
    await worker.queue.release(late);
    expect((await match(late.task.match.serial)).state).toBe('playing');
    expect(await leader.queue.complete(second, aResult(second.task))).toBe(true);
    expect(await worker.queue.complete(late, aResult(late.task))).toBe(false);
    expect(worker.lost).toContain(late.task.id);
    expect(await leader.database.read.countBy(MatchRecordEntity, {})).toBe(1);
  });

  it('gives another process the days that were played, takes none from who was taken for dead, and forgets them', async () => {
    const late = await claimed(worker);
    const day = (number: number) => ({ day: number, record: `${number}` });
    for (const number of [0, 1]) expect(await worker.queue.keepDay(late, day(number))).toBe(true);
    await forget();
    const claims = [await claimed(leader), await claimed(leader), await claimed(leader)];
    const second = claims.find(({ task }) => task.id === late.task.id)!;
    expect(second.days).toEqual([day(0), day(1)]);
    expect(await worker.queue.keepDay(late, day(2))).toBe(false);
    expect(await leader.queue.complete(second, aResult(second.task))).toBe(true);
    expect(await leader.database.read.count(MatchDayEntity)).toBe(0);
  });

  it('refuses it, and keeps the job, where the match was queued anew under the same job', async () => {
    const late = await claimed(worker);
    const { id } = late.task;
    await leader.database.write(async (manager) => {
      await manager.update(MatchEntity, { id }, { state: 'queued', lease: null });
      await leader.jobs.add(manager, [id], 1);
    });
    const second = await claimed(leader);
    expect(second.task.id).toBe(id);
    expect(await worker.queue.complete(late, aResult(late.task))).toBe(false);
    expect(await leader.queue.renew(second)).toBe(true);
    expect(await leader.queue.complete(second, aResult(second.task))).toBe(true);
  });

  it('gives a match up that ends whoever plays it, with the reason', async () => {
    await sql(
      `UPDATE "public_jobs"."job" SET "start_after" = now() + interval '1 day' WHERE "data" ->> 'match' <> '${RUN}-000001'`,
    );
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      expect((await claimed(worker)).attempt).toBe(attempt);
      await sql(
        `UPDATE "public_jobs"."job" SET "heartbeat_on" = now() - interval '1 hour' WHERE "state" = 'active'`,
      );
      await sql(`UPDATE "public_jobs"."queue" SET "monitor_on" = NULL, "monitor_claim_on" = NULL`);
      await leader.jobs.supervise();
      await sql(`UPDATE "public_jobs"."job" SET "start_after" = now() WHERE "state" = 'retry'`);
    }
    expect(await worker.queue.claim()).toBeNull();
    const fault = 'its worker gave no sign of life any more';
    expect(await match(1)).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS, fault });
    expect(worker.ended).toEqual([`${RUN}-000001 failed`]);
  });

  it('fails a match for good after so many faults', async () => {
    await sql(
      `UPDATE "public_jobs"."job" SET "start_after" = now() + interval '1 day' WHERE "data" ->> 'match' <> '${RUN}-000002'`,
    );
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      await worker.queue.fault(await claimed(worker), 'broken');
      if (attempt < MOST_ATTEMPTS) expect(await worker.queue.claim()).toBeNull();
      await sql(`UPDATE "public_jobs"."job" SET "start_after" = now() WHERE "state" = 'retry'`);
    }
    expect(await match(2)).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS, fault: 'broken' });
    expect(worker.ended).toEqual([`${RUN}-000002 failed`]);
  });

  it('counts no attempt that was given back', async () => {
    const claim = await claimed(worker);
    await worker.queue.release(claim);
    await hurry();
    const all = [await claimed(leader), await claimed(leader), await claimed(leader)];
    expect(all.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  it('takes back at a start what an earlier life was playing, and leaves the others theirs', async () => {
    const [own, theirs] = [await claimed(leader), await claimed(worker)];
    expect(await leader.queue.recover()).toBe(1);
    expect(await match(own.task.match.serial)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await worker.queue.renew(theirs)).toBe(true);
    expect(await leader.queue.renew(own)).toBe(false);
    const again = [await claimed(leader), await claimed(leader)];
    expect(again.map(({ task }) => task.id)).toContain(own.task.id);
  });

  it('takes in matches that have no job: of a copy, or of an older release', async () => {
    await sql('DELETE FROM "public_jobs"."job"');
    await leader.database.write((manager) =>
      manager.update(MatchEntity, { run: RUN, serial: 2 }, { state: 'playing', attempts: 2, lease: 'old' }),
    );
    expect(await worker.queue.claim()).toBeNull();
    expect(await adoptOrphans(leader.database, leader.jobs)).toBe(3);
    expect(await match(2)).toMatchObject({ state: 'queued', attempts: 1 });
    expect(await adoptOrphans(leader.database, leader.jobs)).toBe(0);
    const all = [await claimed(worker), await claimed(worker), await claimed(worker)];
    expect(all.map(({ task }) => task.match.serial).sort()).toEqual([1, 2, 3]);
  });

  it('tells the player of a cancelled match that its claim is void, and gives it to nobody', async () => {
    const claim = await claimed(worker);
    const { id } = claim.task;
    await leader.database.write(async (manager) => {
      await manager.update(MatchEntity, { run: RUN }, { state: 'cancelled', lease: null });
      await leader.jobs.cancel(manager, [id]);
    });
    expect(await worker.queue.renew(claim)).toBe(false);
    expect(await worker.queue.complete(claim, aResult(claim.task))).toBe(false);
    expect(await leader.queue.claim()).toBeNull();
  });
});

import { MOST_ATTEMPTS } from '#leagues/run/match-queue.port.js';
import { aResult } from '#leagues/run/test/tasks.js';
import { MatchDayEntity } from '../entities/match-day.entity.js';
import { MatchEntity } from '../entities/match.entity.js';
import { MatchRecordEntity } from '../entities/match-record.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { postgresDatabase } from '../test/postgres-server.js';
import { adoptOrphans } from './boss-match-queue.js';
import { placeInQueue } from './job-priority.js';
import { claimed, LATER_RUN, RUN, TwoProcesses, type Side } from './test/two-processes.js';

const address = await postgresDatabase();

(address === null ? describe.skip : describe)('the queue of many processes', () => {
  let both: TwoProcesses;
  let leader: Side;
  let worker: Side;

  beforeAll(async () => {
    both = await TwoProcesses.open(address!);
    ({ leader, worker } = both);
  });
  beforeEach(() => both.begin());
  afterAll(() => both.close());

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
    await both.takeBack();
    await both.hurry();
    const claims = [await claimed(leader), await claimed(leader), await claimed(leader)];
    const second = claims.find(({ task }) => task.id === late.task.id)!;
    expect(second.attempt).toBe(2);
    expect(leader.faults).toEqual(['its worker gave no sign of life any more']);
    expect(await worker.queue.renew(late)).toBe(false);
    expect(await worker.queue.complete(late, aResult(late.task))).toBe(false);
    await worker.queue.fault(late, 'late as well');
    await worker.queue.release(late);
    expect((await both.match(late.task.match.serial)).state).toBe('playing');
    expect(await leader.queue.complete(second, aResult(second.task))).toBe(true);
    expect(await worker.queue.complete(late, aResult(late.task))).toBe(false);
    // Found out by a heartbeat and by two results, told once.
    expect(worker.lost).toEqual([late.task.id]);
    expect(await leader.database.read.countBy(MatchRecordEntity, {})).toBe(1);
  });

  it('gives another process the days that were played, takes none from who was taken for dead, and forgets them', async () => {
    const late = await claimed(worker);
    const day = (number: number) => ({ day: number, record: `${number}` });
    for (const number of [0, 1]) expect(await worker.queue.keepDay(late, day(number))).toBe(true);
    await both.takeBack();
    await both.hurry();
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
      await leader.jobs.add(manager, [id], placeInQueue(0, 'urgent'));
    });
    const second = await claimed(leader);
    expect(second.task.id).toBe(id);
    expect(await worker.queue.complete(late, aResult(late.task))).toBe(false);
    expect(await leader.queue.renew(second)).toBe(true);
    expect(await leader.queue.complete(second, aResult(second.task))).toBe(true);
  });

  it('gives a match up that ends whoever plays it, with the reason', async () => {
    await both.sql(
      `UPDATE "public_jobs"."job" SET "start_after" = now() + interval '1 day' WHERE "data" ->> 'match' <> '${RUN}-000001'`,
    );
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      expect((await claimed(worker)).attempt).toBe(attempt);
      await both.takeBack();
      await both.pauseEnds();
    }
    expect(await worker.queue.claim()).toBeNull();
    const fault = 'its worker gave no sign of life any more';
    expect(await both.match(1)).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS, fault });
    expect(worker.ended).toEqual([`${RUN}-000001 failed`]);
  });

  it('has the leader put back what is lost, and fail it in the end, where nobody is left to ask for it', async () => {
    const late = await claimed(worker);
    const { serial } = late.task.match;
    const fault = 'its worker gave no sign of life any more';
    await leader.queue.takeBackLost();
    expect(await both.match(serial)).toMatchObject({ state: 'playing', fault: null });
    await both.takeBack();
    await leader.queue.takeBackLost();
    expect(await both.match(serial)).toMatchObject({ state: 'queued', attempts: 1, lease: null, fault });
    expect(await worker.queue.complete(late, aResult(late.task))).toBe(false);
    await leader.queue.takeBackLost();
    expect(leader.faults).toEqual([fault]);
    await leader.database.write((manager) =>
      manager.update(MatchEntity, { run: RUN, serial }, { attempts: MOST_ATTEMPTS - 1 }),
    );
    await both.pauseEnds();
    const others = [await claimed(worker), await claimed(worker), await claimed(worker)];
    expect(others.find(({ task }) => task.id === late.task.id)?.attempt).toBe(MOST_ATTEMPTS);
    await both.takeBack();
    await leader.queue.takeBackLost();
    expect(await both.match(serial)).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS, fault });
    expect(leader.ended).toEqual([`${late.task.id} failed`]);
    // Its job is over as well.
    await both.pauseEnds();
    const rest = [await claimed(worker), await claimed(worker), await worker.queue.claim()];
    expect(rest[2]).toBeNull();
    expect(rest.map((one) => one?.task.id)).not.toContain(late.task.id);
  });

  it('fails a match for good after so many faults', async () => {
    await both.sql(
      `UPDATE "public_jobs"."job" SET "start_after" = now() + interval '1 day' WHERE "data" ->> 'match' <> '${RUN}-000002'`,
    );
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      await worker.queue.fault(await claimed(worker), 'broken');
      if (attempt < MOST_ATTEMPTS) expect(await worker.queue.claim()).toBeNull();
      await both.pauseEnds();
    }
    expect(await both.match(2)).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS, fault: 'broken' });
    expect(worker.ended).toEqual([`${RUN}-000002 failed`]);
  });

  it('counts no attempt that was given back', async () => {
    const claim = await claimed(worker);
    await worker.queue.release(claim);
    await both.hurry();
    const all = [await claimed(leader), await claimed(leader), await claimed(leader)];
    expect(all.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  it('takes back at a start what an earlier life was playing, and leaves the others theirs', async () => {
    const [own, theirs] = [await claimed(leader), await claimed(worker)];
    expect(await leader.queue.recover()).toBe(1);
    expect(await both.match(own.task.match.serial)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await worker.queue.renew(theirs)).toBe(true);
    expect(await leader.queue.renew(own)).toBe(false);
    const again = [await claimed(leader), await claimed(leader)];
    expect(again.map(({ task }) => task.id)).toContain(own.task.id);
  });

  it('takes in matches that have no job: of a copy, or of an older release', async () => {
    await both.sql('DELETE FROM "public_jobs"."job"');
    await leader.database.write((manager) =>
      manager.update(MatchEntity, { run: RUN, serial: 2 }, { state: 'playing', attempts: 2, lease: 'old' }),
    );
    expect(await worker.queue.claim()).toBeNull();
    expect(await adoptOrphans(leader.database, leader.jobs)).toBe(3);
    expect(await both.match(2)).toMatchObject({ state: 'queued', attempts: 1 });
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

  describe('with 100 waiting, has an order that', () => {
    const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
    const next = async (side: Side): Promise<string> => (await claimed(side)).task.id;
    const id = (serial: number, run = RUN): string => `${run}-${String(serial).padStart(6, '0')}`;

    beforeEach(() => both.wait(upTo(103).slice(3).reverse()));

    it('is that of the plan, and the older run is first, whatever was queued first', async () => {
      await both.sql(`DELETE FROM "public_jobs"."job"; DELETE FROM "match"`);
      await both.wait([2, 1], LATER_RUN);
      await both.wait([3, 1, 2]);
      const played: string[] = [];
      for (let i = 0; i < 5; i++) played.push(await next(worker));
      expect(played).toEqual([id(1), id(2), id(3), id(1, LATER_RUN), id(2, LATER_RUN)]);
    });

    it('has a lost match next', async () => {
      expect(await next(worker)).toBe(id(1));
      await both.takeBack();
      expect(await next(leader)).toBe(id(2));
      await both.pauseEnds();
      expect(await next(leader)).toBe(id(1));
      expect(await next(leader)).toBe(id(3));
    });

    it('has a match next that was handed back', async () => {
      const claim = await claimed(worker);
      expect(claim.task.id).toBe(id(1));
      await worker.queue.release(claim);
      expect(await next(leader)).toBe(id(2));
      await both.pauseEnds();
      expect(await next(leader)).toBe(id(1));
      expect(await next(leader)).toBe(id(3));
    });

    it('has next what an earlier life of a server was playing, and what no job stands for', async () => {
      expect(await next(leader)).toBe(id(1));
      await leader.queue.recover();
      expect(await next(worker)).toBe(id(1));
      await both.sql(`DELETE FROM "public_jobs"."job" WHERE "data" ->> 'match' = '${id(1)}'`);
      await adoptOrphans(leader.database, leader.jobs);
      expect(await next(worker)).toBe(id(1));
    });
  });
});

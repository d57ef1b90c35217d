import { postgresDatabase } from '../test/postgres-server.js';
import { adoptOrphans } from './boss-match-queue.js';
import { claimed, LATER_RUN, RUN, TwoProcesses, type Side } from './test/two-processes.js';

const address = await postgresDatabase();
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
const next = async (side: Side): Promise<string> => (await claimed(side)).task.id;
const id = (serial: number, run = RUN): string => `${run}-${String(serial).padStart(6, '0')}`;

(address === null ? describe.skip : describe)(
  'the order of the queue of many processes, with 100 waiting',
  () => {
    let both: TwoProcesses;
    let leader: Side;
    let worker: Side;

    beforeAll(async () => {
      both = await TwoProcesses.open(address!);
      ({ leader, worker } = both);
    });
    beforeEach(async () => {
      await both.begin();
      await both.wait(upTo(103).slice(3).reverse());
    });
    afterAll(() => both.close());

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
  },
);

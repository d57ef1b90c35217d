import { Database, SILENT } from '#database/database.js';
import { Membership } from '#database/fleet/membership.js';
import { administer, postgresDatabase } from '#database/test/postgres-server.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;
const folder = temporaryFolder();
const facts = { kind: 'worker' as const, host: 'far', pid: 7, version: '0', commit: '0', players: 1 };

onPostgres('a copy', () => {
  it('is refused while a worker lives, by its name, and made when it has ended', async () => {
    await (await Database.open(address!)).close();
    const database = await Database.open(address!, SILENT, 'worker');
    const copy = () => gridleague('database', 'copy', address!, `sqlite:${folder.path('to.sqlite')}`);
    try {
      const worker = new Membership(database, 'w', facts, () => ({ playing: [], matchesPerMinute: 0 }));
      await worker.start();
      const refused = await copy();
      expect([refused.code, refused.stdout]).toEqual([1, '']);
      expect(refused.stderr).toMatch(
        /is in use by worker on far \(process 7\): end its servers and workers, then say the same again/,
      );
      await worker.stop();
      expect(await copy()).toMatchObject({ code: 0, stderr: '' });
    } finally {
      await database.close();
    }
  });

  it('is made of a dump without the queue, whatever the dead were playing', async () => {
    const dump = (await postgresDatabase())!;
    const database = await Database.open(dump, SILENT);
    const playing = () => ({ playing: [{ match: 'a-1-000001', rounds: 1 }], matchesPerMinute: 1 });
    await new Membership(database, 'x', facts, playing).start();
    await database.close();
    await administer(
      `UPDATE "member" SET "beatAt" = "beatAt" - 60000; DROP SCHEMA IF EXISTS "public_jobs" CASCADE`,
      dump,
    );
    const made = await gridleague('database', 'copy', dump, `sqlite:${folder.path('of-dump.sqlite')}`);
    expect(made).toMatchObject({ code: 0, stderr: '' });
  });
});

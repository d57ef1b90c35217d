import { Database } from '#database/database.js';
import { administer, postgresDatabase } from '#database/test/postgres-server.js';
import { run } from '../fleet.js';
import { Results } from '../report/results.js';
import { fleetDatabase } from './fleet-database.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;
const { DATABASE_URL } = process.env;

onPostgres('the database that a fleet is measured with', () => {
  afterEach(() => {
    if (DATABASE_URL === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = DATABASE_URL;
  });

  it('is not one with an installation in it, which stays as it is', async () => {
    await (await Database.open(address!)).close();
    await expect(run(['--quick', '--database', address!], new Results(true))).rejects.toThrow(
      /^--database: postgres:\/\/127\S+ is not empty \(public\.\S+, .*name an empty database$/,
    );
    expect(await administer('SELECT 1 FROM "league" UNION ALL SELECT 1 FROM "match"', address!)).toEqual([]);
  });

  it('is none that another application keeps its things in, nor a file', async () => {
    const other = (await postgresDatabase())!;
    await administer('CREATE SCHEMA shop; CREATE TABLE shop.sale (id int)', other);
    await expect(fleetDatabase(other)).rejects.toThrow('is not empty (shop.sale)');
    await expect(fleetDatabase('sqlite:x.sqlite')).rejects.toThrow('--database: must be postgres://');
  });

  it('is an empty one that is named', async () => {
    const empty = (await postgresDatabase())!;
    expect((await fleetDatabase(empty)).address).toBe(empty);
  });

  it('is never that of the environment', async () => {
    process.env.DATABASE_URL = address!;
    const own = await fleetDatabase(undefined);
    own.stop();
    expect(new URL(own.address).port).not.toBe(new URL(address!).port);
  });
});

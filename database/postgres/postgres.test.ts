import { LeagueEntity } from '../entities/league.entity.js';
import { TeamEntity } from '../entities/team.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { RunFileEntity } from '../entities/run-file.entity.js';
import { Database } from '../database.js';
import { administer, postgresDatabase } from '../test/postgres-server.js';
import { openPostgres } from './open-postgres.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;

async function opened<T>(work: (database: Database) => Promise<T>, where = address!): Promise<T> {
  const database = await Database.open(where);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const aTeam = (name: string): TeamEntity => ({ id: name, name, tokenHash: name, createdAt: Date.now() });

onPostgres('PostgreSQL', () => {
  it('gets the schema that the entities speak of', () =>
    opened(async ({ found }) => {
      expect(found).toEqual({ migrations: [], reached: 'whole' });
      const source = await openPostgres(address!, { most: 1 });
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      await source.destroy();
      // Names of indexes and references, and the order of words, are the migrations' own.
      const differs = / TYPE (?!.* COLLATE "undefined"$)| ADD "|NULL|CREATE TABLE/;
      expect(upQueries.filter(({ query }) => differs.test(query))).toEqual([]);
    }));

  it('keeps what is stored over a restart', async () => {
    await opened((database) => database.write((manager) => manager.insert(TeamEntity, aTeam('kept'))));
    const found = await opened(({ read }) => read.findOneByOrFail(TeamEntity, { id: 'kept' }));
    expect(found.createdAt).toBeGreaterThan(1.7e12);
  });

  it('takes back all of a write that fails', () =>
    opened(async (database) => {
      const failing = database.write(async (manager) => {
        await manager.insert(TeamEntity, aTeam('half'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await database.read.existsBy(TeamEntity, { id: 'half' })).toBe(false);
    }));

  it('orders by code points, whatever language the server speaks', () =>
    opened(async (database) => {
      const names = ['a-2', 'B', 'a1', 'A', 'b', 'a_1', 'a-10'];
      for (const name of names) await database.write((manager) => manager.insert(TeamEntity, aTeam(name)));
      const rows = await database.read.find(TeamEntity, { order: { name: 'ASC' } });
      const found = rows.map(({ name }) => name).filter((name) => names.includes(name));
      expect(found).toEqual([...names].sort());
    }));

  it('finds nothing by a zero character, and does not fail', () =>
    opened(async ({ read }) => expect(await read.findOneBy(TeamEntity, { id: 'a\0b' })).toBeNull()));

  it('has one writer, and tells whoever comes second', async () => {
    await opened(async () => {
      await expect(Database.open(address!)).rejects.toThrow(
        /^database postgres:\/\/127\.0\.0\.1:\d+\/t_\w+ is in use: /,
      );
    });
    await opened(() => Promise.resolve());
  });

  it('goes on after its connections were cut, and is the writer again', () =>
    opened(async (database) => {
      await administer(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(address!).pathname.slice(1)}'`,
      );
      await database.writeWhenWell((manager) => manager.insert(TeamEntity, aTeam(`again-${Date.now()}`)));
      await expect(Database.open(address!)).rejects.toThrow('is in use');
    }));

  it('ends where another server has become the writer meanwhile', async () => {
    const first = await Database.open(address!);
    const name = new URL(address!).pathname.slice(1);
    // Nothing gets in until the second one does.
    await administer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    await opened(async () => {
      await expect(first.write(() => Promise.resolve())).rejects.toThrow(/^another server writes to it/);
      expect(await first.storage.broken).toMatchObject({ trouble: 'taken' });
    });
    await first.close();
  });

  it('is refused by an older program', async () => {
    await opened(() => Promise.resolve());
    await administer(`INSERT INTO migrations (timestamp, name) VALUES (9, 'Later9')`, address!);
    await expect(Database.open(address!)).rejects.toThrow(/is of a newer release: its schema is Later9/);
    await administer(`DELETE FROM migrations WHERE name = 'Later9'`, address!);
  });

  it('is empty where a start ended before its first migration', async () => {
    const other = (await postgresDatabase())!;
    await administer('CREATE TABLE migrations (id serial, timestamp bigint, name varchar)', other);
    await opened(({ found }) => Promise.resolve(expect(found.migrations).toEqual([])), other);
  });

  it('is refused where a column is missing, and where others keep their things', async () => {
    const other = (await postgresDatabase())!;
    await administer('CREATE TABLE shop (id int)', other);
    await expect(Database.open(other)).rejects.toThrow('belongs to another application (tables shop)');
    await administer('ALTER TABLE team DROP COLUMN "createdAt"', address!);
    await expect(Database.open(address!)).rejects.toThrow('column team.createdAt is missing');
    await administer('ALTER TABLE team ADD COLUMN "createdAt" bigint NOT NULL DEFAULT 0', address!);
  });

  it.each([
    [
      'a password that is wrong',
      (url: URL) => (url.password = 'hunter2'),
      /refuses: password authentication failed .*; mend user and password \(DATABASE_URL/,
    ],
    ['a server that is not there', (url: URL) => (url.port = '1'), /cannot be reached: connect ECONNREFUSED/],
    [
      'a database that is not there',
      (url: URL) => (url.pathname = '/none'),
      /refuses: database "none" does not exist .*; make it \(createdb\)/,
    ],
    [
      'TLS that the server does not speak',
      (url: URL) => (url.search = '?sslmode=verify-full'),
      /cannot be reached: The server does not support SSL connections; turn on TLS/,
    ],
  ])('says why it does not start with %s, and tells no secret', async (_, spoil, message) => {
    const url = new URL(address!);
    const { password } = url;
    spoil(url);
    const failure: unknown = await Database.open(url.href).catch((error: unknown) => error);
    expect(String(failure)).toMatch(message);
    expect(JSON.stringify([String(failure), (failure as Error).stack])).not.toMatch(
      new RegExp(`hunter2|${password}`),
    );
  });

  it('names the right that is missing', async () => {
    const [{ name }] = (await administer('SELECT current_database() AS "name"', address!)) as [
      { name: string },
    ];
    const role = `weak_${name}`;
    await administer(`CREATE ROLE "${role}" LOGIN PASSWORD 'hunter2'`);
    const url = new URL((await postgresDatabase())!);
    Object.assign(url, { username: role, password: 'hunter2' });
    await expect(Database.open(url.href)).rejects.toThrow(
      /refuses: permission denied for schema public .*GRANT USAGE, CREATE ON SCHEMA "public" TO <the user/,
    );
    await administer(`ALTER ROLE "${role}" CONNECTION LIMIT 0`);
    await expect(Database.open(url.href)).rejects.toThrow(
      /cannot be reached: too many connections for role .*\(PostgreSQL code 53300\); raise max_connections/,
    );
    await administer(`DROP ROLE "${role}"`);
  });

  it('keeps references', () =>
    opened(async (database) => {
      const orphan = { run: 'none', submission: 's', file: {} } as RunFileEntity;
      await expect(database.write((manager) => manager.insert(RunFileEntity, orphan))).rejects.toThrow(
        'foreign key',
      );
      expect(await database.read.count(RunEntity)).toBe(0);
      expect(await database.read.count(LeagueEntity)).toBe(0);
    }));
});

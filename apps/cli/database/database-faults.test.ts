import { administer, postgresDatabase } from '#database/test/postgres-server.js';
import { shell, temporaryFolder } from '../test/gridleague.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;
const folder = temporaryFolder();
const role = `weak_${new URL(address ?? 'postgres://x/x').pathname.slice(1)}`;
const as = (change: (url: URL) => void): string => {
  const url = new URL(address!);
  Object.assign(url, { username: role, password: 'hunter2' });
  change(url);
  return url.href;
};
const COMMANDS = {
  serve: '$GRIDLEAGUE serve',
  worker: '$GRIDLEAGUE worker',
  copy: `$GRIDLEAGUE database copy "$DATABASE_URL" sqlite:$GRIDLEAGUE_DATA/to.sqlite`,
};

/** A command that is started with a database that it cannot have. */
async function refused(command: string, url: string): Promise<string> {
  const settings = `GRIDLEAGUE_DATA=${folder.path('data')} PORT=0 DATABASE_URL='${url}'`;
  const { code, stderr } = await shell(`export ${settings}; ${command}`);
  expect([code, stderr]).toEqual([1, expect.not.stringMatching(/hunter2|\n {4}at |ENOENT/)]);
  return stderr;
}

onPostgres.each(Object.entries(COMMANDS))('%s with a PostgreSQL', (_, command) => {
  beforeAll(() => administer(`CREATE ROLE "${role}" LOGIN PASSWORD 'hunter2' CONNECTION LIMIT 0`));
  afterAll(() => administer(`DROP ROLE "${role}"`));

  it('without TLS says so', async () =>
    expect(
      await refused(
        command,
        as((url) => (url.search = '?sslmode=verify-full')),
      ),
    ).toContain('cannot be reached: The server does not support SSL connections; turn on TLS'));

  it('that has no connection left says so', async () =>
    expect(
      await refused(
        command,
        as(() => undefined),
      ),
    ).toContain('(PostgreSQL code 53300); raise max_connections'));
});

onPostgres('a server', () => {
  it('that may not make the schema of its queue says which right it needs', async () => {
    const database = new URL(address!).pathname.slice(1);
    await administer(`CREATE ROLE "${role}" LOGIN PASSWORD 'hunter2'`);
    await administer(`GRANT USAGE, CREATE ON SCHEMA public TO "${role}"`, address!);
    try {
      expect(
        await refused(
          COMMANDS.serve,
          as(() => undefined),
        ),
      ).toContain(
        `${database} refuses: permission denied for database ${database} (PostgreSQL code 42501); ` +
          `let its owner or an administrator say: GRANT CREATE ON DATABASE "${database}" TO`,
      );
    } finally {
      await administer(`DROP OWNED BY "${role}"`, address!);
      await administer(`DROP ROLE "${role}"`);
    }
  });
});

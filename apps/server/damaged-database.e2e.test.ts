import { spawnSync } from 'node:child_process';
import {
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BARE_ROWS } from './test/bare-rows.js';
import { ServerProcess } from './test/server-process.js';
import { canMount, SmallDisk } from './test/small-disk.js';
import { dealt, sampled } from '#market/test/short-form.js';

const QUIET = { GRIDLEAGUE_WORKERS: '1' };

let folder = '';
let data = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-damaged-'));
  data = join(folder, 'data');
  file = join(data, 'gridleague.sqlite');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A data folder that a server has left in good order, with a team. */
async function used(): Promise<void> {
  const server = await ServerProcess.start(data, QUIET);
  await server.team('kept');
  expect(await server.stop()).toBe(0);
}

function expectRefused(
  { code, said }: Awaited<ReturnType<typeof ServerProcess.refusal>>,
  what: RegExp,
): void {
  expect({ code, lines: said.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(said).toMatch(what);
}

it('refuses a damaged database with its name, and starts when a backup has been put back', async () => {
  await used();
  const backup = join(folder, 'backup.sqlite');
  await copyFile(file, backup);
  await truncate(file, 30_000);
  expectRefused(
    await ServerProcess.refusal(data, QUIET),
    /^gridleague: database \S*gridleague\.sqlite is damaged: .*restore a backup/,
  );
  await copyFile(backup, file);
  await chmod(file, 0o644);
  const server = await ServerProcess.start(data, QUIET);
  expect((await server.get('/api/teams')).text).toMatch('kept');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await server.stop()).toBe(0);
});

sampled(0.5)('starts with all that is whole where its log breaks off', async () => {
  const server = await ServerProcess.start(data, QUIET);
  const log = `${file}-wal`;
  const names = ['first', 'second', 'third'];
  const ends: number[] = [];
  for (const name of names) {
    await server.team(name);
    ends.push((await stat(log)).size);
  }
  await server.kill();
  // Of the last frames some bytes are missing: what was written with them is not whole.
  await truncate(log, ends.at(-1)! - 100);
  const next = await ServerProcess.start(data, QUIET);
  expect((await next.get('/api/ready')).status).toBe(200);
  const { items } = (await next.get<{ items: { name: string }[] }>('/api/teams')).body;
  const left = items.map((team) => team.name).sort();
  expect(left).toEqual(names.slice(0, 2));
  // What has been lost can be made anew.
  expect(await next.team('third')).toMatch(/^team_/);
  expect(await next.stop()).toBe(0);
});

it.each(
  dealt<[string, () => Promise<unknown>, RegExp]>(
    [
      ['damage', () => truncate(file, 8192), /is damaged: /],
      ['removal', () => unlink(file), /was removed or replaced while the server ran/],
      ['removal of the log', () => unlink(`${file}-wal`), /was removed or replaced while the server ran/],
    ],
    1,
  ),
)('ends with the name of the file at its %s while it runs', async (_, harm, message) => {
  await used();
  const server = await ServerProcess.start(data, QUIET);
  await harm();
  // Whatever looks at it first; the answer may be lost with the server.
  await server.get('/api/ready').catch(() => null);
  await server.get('/api/submissions').catch(() => null);
  expect(await server.exited).toBe(1);
  expect(server.said).toMatch(message);
  expect(server.said).toMatch(file);
});

/** What somebody else does to the file. */
function changed(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

it.each(
  dealt<[string, string, RegExp]>(
    [
      [
        'a league without its JSON',
        `UPDATE league SET definition = '{'`,
        /table league, row \w+: column definition/,
      ],
      ['a table that is missing', 'DROP TABLE replay', /table replay is missing/],
    ],
    1,
  ),
)('refuses %s with its place and the way out', async (_, sql, place) => {
  await used();
  changed(sql);
  const refusal = await ServerProcess.refusal(data, QUIET);
  expectRefused(refusal, /^gridleague: database \S*gridleague\.sqlite .*restore a backup/);
  expect(refusal.said).toMatch(place);
});

it('tells of a result that cannot be read, and answers everything else', async () => {
  await used();
  changed(`${BARE_ROWS} UPDATE match_record SET report = '{"a'`);
  const server = await ServerProcess.start(data, QUIET);
  for (const [path, column] of [
    ['/api/matches/l-1-1', 'report'],
    ['/api/matches/l-1-1/rounds', 'rounds'],
    ['/api/matches/l-1-1/rounds?format=csv', 'rounds'],
  ] as const) {
    const answer = await server.get(path);
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: 500,
      body: {
        type: 'urn:gridleague:problem:damaged-row',
        detail: expect.not.stringContaining(data) as unknown,
      },
    });
    expect(server.said).toMatch(
      `${file} is damaged: table match_record, row l-1-1: column ${column} holds no`,
    );
  }
  expect((await server.get('/api/ready')).status).toBe(200);
  expect((await server.get('/api/leagues/demo')).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

sampled(0.35)('refuses a second server on its database by whatever name and data folder', async () => {
  const server = await ServerProcess.start(data, QUIET);
  await symlink(file, join(folder, 'soft.sqlite'));
  await symlink(data, join(folder, 'soft-folder'));
  await mkdir(join(folder, 'other'));
  const names = [
    file,
    relative(resolve('.'), file),
    join(folder, 'soft.sqlite'),
    join(folder, 'soft-folder', 'gridleague.sqlite'),
    join(data, '..', 'data', 'gridleague.sqlite'),
  ];
  for (const [i, name] of names.entries())
    expectRefused(
      await ServerProcess.refusal(join(folder, `other-${i}`), { ...QUIET, DATABASE_URL: `sqlite:${name}` }),
      new RegExp(`in use by process ${server.pid}`),
    );
  await link(file, join(folder, 'hard.sqlite'));
  expectRefused(
    await ServerProcess.refusal(join(folder, 'other'), {
      ...QUIET,
      DATABASE_URL: `sqlite:${join(folder, 'hard.sqlite')}`,
    }),
    /has another name/,
  );
  await unlink(join(folder, 'hard.sqlite'));
  expect((await server.get('/api/ready')).status).toBe(200);
  await server.kill();
  // Nothing of the lock is left.
  const next = await ServerProcess.start(join(folder, 'other'), { ...QUIET, DATABASE_URL: `sqlite:${file}` });
  expect(await next.stop('SIGTERM')).toBe(0);
});

sampled(0.35)('keeps its files to their owner, whatever umask and folder', async () => {
  await mkdir(data, { mode: 0o777 });
  await chmod(data, 0o777);
  const server = await ServerProcess.start(data, QUIET, ['sh', '-c', 'umask 0; exec "$@"', 'sh']);
  await server.team('a');
  expect((await stat(data)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(data))
    expect({ name, mode: (await stat(join(data, name))).mode & 0o777 }).toEqual({ name, mode: 0o600 });
  await server.kill();
  for (const name of await readdir(data)) await chmod(join(data, name), 0o666);
  const next = await ServerProcess.start(data, QUIET);
  for (const name of await readdir(data))
    expect({ name, mode: (await stat(join(data, name))).mode & 0o777 }).toEqual({ name, mode: 0o600 });
  expect(await next.stop()).toBe(0);
});

sampled(0.35)('makes a backup while it runs, for its owner only, from which a server starts', async () => {
  const server = await ServerProcess.start(data, QUIET);
  await server.team('saved');
  expect((await server.send('POST', '/api/backups')).status).toBe(401);
  const made = await server.post<{ file: string; bytes: number }>('/api/backups', {});
  expect(made.status).toBe(201);
  await server.team('later');
  expect(await server.stop()).toBe(0);
  expect(await readdir(join(data, 'backups'))).toHaveLength(1);
  const copy = join(data, made.body.file);
  expect((await stat(copy)).mode & 0o777).toBe(0o600);
  expect((await stat(copy)).size).toBe(made.body.bytes);
  await copyFile(copy, file);
  const next = await ServerProcess.start(data, QUIET);
  const { text } = await next.get('/api/teams');
  expect(text).toMatch('saved');
  expect(text).not.toMatch('later');
  expect(await next.stop()).toBe(0);
});

sampled(0.3)('leaves a folder that holds other things as it is, with a warning', async () => {
  await mkdir(data);
  await chmod(data, 0o755);
  await writeFile(join(data, 'somebody-elses'), '');
  const server = await ServerProcess.start(data, QUIET);
  expect((await stat(data)).mode & 0o777).toBe(0o755);
  expect(server.said).toMatch('data folder open to others');
  expect(await server.stop()).toBe(0);
});

sampled(0.5).each(dealt(['SIGTERM', 'SIGINT'] as const, 1))(
  'honours a %s at any moment of its start',
  async (signal) => {
    await used();
    // Whenever it comes: from the first file on to the last.
    for (const milestone of ['server.pid', 'gridleague.sqlite-wal']) {
      await rm(join(data, milestone), { force: true });
      const { code, signalled } = await ServerProcess.interrupted(data, signal, milestone);
      expect(code === 0 || signalled === signal).toBe(true);
    }
    const server = await ServerProcess.start(data, QUIET);
    expect((await server.get('/api/teams')).text).toMatch('kept');
    expect(await server.stop()).toBe(0);
  },
);

const hasPrlimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

(hasPrlimit ? sampled(0.4) : it.skip)(
  'pauses at a limit of the size of files, and goes on when it is lifted',
  async () => {
    await used();
    const limit = (await stat(file)).size;
    const server = await ServerProcess.start(data, QUIET, ['prlimit', `--fsize=${limit}:unlimited`]);
    const there = ['kept'];
    for (;;) {
      const name = `team-${String(there.length).padStart(4, '0')}`;
      const { status } = await server.post('/api/teams', { name });
      if (status !== 201) {
        expect(status).toBe(503);
        break;
      }
      there.push(name);
    }
    await server.until(503);
    expect(spawnSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:unlimited']).status).toBe(0);
    await server.until(200);
    const token = await server.team('after');
    expect(token).toMatch(/^team_/);
    await server.kill();
    const next = await ServerProcess.start(data, QUIET);
    const { items } = (await next.get<{ items: { name: string }[] }>('/api/teams?limit=500')).body;
    expect(items.map(({ name }) => name)).toEqual([...there, 'after'].sort());
    expect(await next.stop()).toBe(0);
  },
);

(canMount ? describe : describe.skip)('a file system that changes under it', () => {
  let disk: SmallDisk;
  beforeEach(() => {
    disk = SmallDisk.mount(24)!;
  });
  afterEach(() => disk.unmount());

  sampled(0.4)('is read-only at a start: refused; when it is not, all is there', async () => {
    const server = await ServerProcess.start(disk.folder, QUIET);
    await server.team('kept');
    expect(await server.stop()).toBe(0);
    disk.lock();
    const { code, said } = await ServerProcess.refusal(disk.folder, QUIET);
    disk.unlock();
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('read-only') as unknown });
    const next = await ServerProcess.start(disk.folder, QUIET);
    expect((await next.get('/api/teams')).text).toMatch('kept');
    expect(await next.stop()).toBe(0);
  });

  sampled(0.4)('is full at a migration: refused, and nothing of it is done', async () => {
    const server = await ServerProcess.start(disk.folder, QUIET);
    await server.team('kept');
    expect(await server.stop()).toBe(0);
    const database = new DatabaseSync(join(disk.folder, 'gridleague.sqlite'));
    database.exec(`DROP TABLE storage_probe; DELETE FROM migrations WHERE name LIKE 'StorageProbe%'`);
    database.close();
    disk.fill();
    const { code, said } = await ServerProcess.refusal(disk.folder, QUIET);
    expect(code).toBe(1);
    expect(said).toMatch(/no space left|no room|disk is full/);
    disk.free();
    const next = await ServerProcess.start(disk.folder, QUIET);
    expect(next.said).toMatch('database schema brought up to date');
    expect((await next.get('/api/teams')).text).toMatch('kept');
    expect(await next.stop()).toBe(0);
  });
});

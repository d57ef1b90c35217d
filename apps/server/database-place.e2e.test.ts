/** @short-form 1/6; each time: database/files/prepare-file.test.ts */
import { spawnSync } from 'node:child_process';
import {
  chmod,
  copyFile,
  link,
  mkdir,
  readdir,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dealt, sampled } from '#market/test/short-form.js';
import { databaseFolder, expectRefused } from './test/database-folder.js';
import { ServerProcess } from './test/server-process.js';
import { canMount, SmallDisk } from './test/small-disk.js';

const at = databaseFolder();

sampled(0.35)('refuses a second server on its database by whatever name and data folder', async () => {
  const server = await ServerProcess.start(at.data);
  await symlink(at.file, join(at.folder, 'soft.sqlite'));
  await symlink(at.data, join(at.folder, 'soft-folder'));
  await mkdir(join(at.folder, 'other'));
  const names = [
    at.file,
    relative(resolve('.'), at.file),
    join(at.folder, 'soft.sqlite'),
    join(at.folder, 'soft-folder', 'gridleague.sqlite'),
    join(at.data, '..', 'data', 'gridleague.sqlite'),
  ];
  for (const [i, name] of names.entries())
    expectRefused(
      await ServerProcess.refusal(join(at.folder, `other-${i}`), { DATABASE_URL: `sqlite:${name}` }),
      new RegExp(`in use by process ${server.pid}`),
    );
  await link(at.file, join(at.folder, 'hard.sqlite'));
  expectRefused(
    await ServerProcess.refusal(join(at.folder, 'other'), {
      DATABASE_URL: `sqlite:${join(at.folder, 'hard.sqlite')}`,
    }),
    /has another name/,
  );
  await unlink(join(at.folder, 'hard.sqlite'));
  expect((await server.get('/api/ready')).status).toBe(200);
  await server.kill();
  // Nothing of the lock is left.
  const next = await ServerProcess.start(join(at.folder, 'other'), { DATABASE_URL: `sqlite:${at.file}` });
  expect(await next.stop('SIGTERM')).toBe(0);
});

sampled(0.35)('keeps its files to their owner, whatever umask and folder', async () => {
  await mkdir(at.data, { mode: 0o777 });
  await chmod(at.data, 0o777);
  const server = await ServerProcess.start(at.data, {}, ['sh', '-c', 'umask 0; exec "$@"', 'sh']);
  await server.team('a');
  expect((await stat(at.data)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(at.data))
    expect({ name, mode: (await stat(join(at.data, name))).mode & 0o777 }).toEqual({ name, mode: 0o600 });
  await server.kill();
  for (const name of await readdir(at.data)) await chmod(join(at.data, name), 0o666);
  const next = await ServerProcess.start(at.data);
  for (const name of await readdir(at.data))
    expect({ name, mode: (await stat(join(at.data, name))).mode & 0o777 }).toEqual({ name, mode: 0o600 });
  expect(await next.stop()).toBe(0);
});

sampled(0.35)('makes a backup while it runs, for its owner only, from which a server starts', async () => {
  const server = await ServerProcess.start(at.data);
  await server.team('saved');
  expect((await server.send('POST', '/api/backups')).status).toBe(401);
  const made = await server.post<{ file: string; bytes: number }>('/api/backups', {});
  expect(made.status).toBe(201);
  await server.team('later');
  expect(await server.stop()).toBe(0);
  expect(await readdir(join(at.data, 'backups'))).toHaveLength(1);
  const copy = join(at.data, made.body.file);
  expect((await stat(copy)).mode & 0o777).toBe(0o600);
  expect((await stat(copy)).size).toBe(made.body.bytes);
  await copyFile(copy, at.file);
  const next = await ServerProcess.start(at.data);
  const { text } = await next.get('/api/teams');
  expect(text).toMatch('saved');
  expect(text).not.toMatch('later');
  expect(await next.stop()).toBe(0);
});

sampled(0.3)('leaves a folder that holds other things as it is, with a warning', async () => {
  await mkdir(at.data);
  await chmod(at.data, 0o755);
  await writeFile(join(at.data, 'somebody-elses'), '');
  const server = await ServerProcess.start(at.data);
  expect((await stat(at.data)).mode & 0o777).toBe(0o755);
  expect(server.said).toMatch('data folder open to others');
  expect(await server.stop()).toBe(0);
});

sampled(0.5).each(dealt(['SIGTERM', 'SIGINT'] as const, 1))(
  'honours a %s at any moment of its start',
  async (signal) => {
    await at.use();
    // Whenever it comes: from the first file on to the last.
    for (const milestone of ['server.pid', 'gridleague.sqlite-wal']) {
      await rm(join(at.data, milestone), { force: true });
      const { code, signalled } = await ServerProcess.interrupted(at.data, signal, milestone);
      expect(code === 0 || signalled === signal).toBe(true);
    }
    const server = await ServerProcess.start(at.data);
    expect((await server.get('/api/teams')).text).toMatch('kept');
    expect(await server.stop()).toBe(0);
  },
);

const hasPrlimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

(hasPrlimit ? sampled(0.4) : it.skip)(
  'pauses at a limit of the size of files, and goes on when it is lifted',
  async () => {
    await at.use();
    const limit = (await stat(at.file)).size;
    const server = await ServerProcess.start(at.data, {}, ['prlimit', `--fsize=${limit}:unlimited`]);
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
    const next = await ServerProcess.start(at.data);
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
    const server = await ServerProcess.start(disk.folder);
    await server.team('kept');
    expect(await server.stop()).toBe(0);
    disk.lock();
    const { code, said } = await ServerProcess.refusal(disk.folder);
    disk.unlock();
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('read-only') as unknown });
    const next = await ServerProcess.start(disk.folder);
    expect((await next.get('/api/teams')).text).toMatch('kept');
    expect(await next.stop()).toBe(0);
  });

  sampled(0.4)('is full at a migration: refused, and nothing of it is done', async () => {
    const server = await ServerProcess.start(disk.folder);
    await server.team('kept');
    expect(await server.stop()).toBe(0);
    const database = new DatabaseSync(join(disk.folder, 'gridleague.sqlite'));
    database.exec(`DROP TABLE storage_probe; DELETE FROM migrations WHERE name LIKE 'StorageProbe%'`);
    database.close();
    disk.fill();
    const { code, said } = await ServerProcess.refusal(disk.folder);
    expect(code).toBe(1);
    expect(said).toMatch(/no space left|no room|disk is full/);
    disk.free();
    const next = await ServerProcess.start(disk.folder);
    expect(next.said).toMatch('database schema brought up to date');
    expect((await next.get('/api/teams')).text).toMatch('kept');
    expect(await next.stop()).toBe(0);
  });
});

import { spawn } from 'node:child_process';
import { chmod, link, mkdir, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Database } from '../database.js';
import { changed, file, filled, folder, teams } from '../test/database-file.js';

describe('what is no database of ours', () => {
  it.each([
    ['a folder', () => mkdir(file), 'is no file'],
    [
      'a link to nowhere',
      () => symlink(join(folder, 'nowhere'), file),
      'is a link to a file that is not there',
    ],
    [
      'a second name of one',
      () => filled().then(() => link(file, join(folder, 'second'))),
      'has another name',
    ],
    [
      'a database of another application',
      async () => changed('CREATE TABLE invoices (a); CREATE TABLE customers (a)'),
      'belongs to another application (tables invoices, customers)',
    ],
    [
      'one of a newer release',
      async () => {
        await filled();
        changed(`INSERT INTO migrations (timestamp, name) VALUES (99, 'Tomorrow99')`);
      },
      'is of a newer release: its schema is Tomorrow99, this program knows ',
    ],
  ])('%s is refused', async (_, make, message) => {
    await make();
    await expect(Database.open(file)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('its own draft, left by a start that was killed as it named the new database, is no second name', async () => {
    await filled();
    const [draft, other] = [`${file}.new-1`, join(folder, 'second.sqlite.new-1')];
    await link(file, draft);
    expect(await teams()).toBe(2000);
    await expect(stat(draft)).rejects.toThrow('ENOENT');
    await link(file, other);
    await expect(Database.open(file)).rejects.toThrow('has another name');
  });

  it('an older one of ours is brought up to date', async () => {
    await filled();
    changed(`DROP TABLE storage_probe; DELETE FROM migrations WHERE name LIKE 'StorageProbe%'`);
    expect(await teams()).toBe(2000);
  });
});

describe('a database that is open', () => {
  /** Whether another process can use it by this name. */
  async function opensElsewhere(path: string): Promise<boolean> {
    const code = `new (require('node:sqlite').DatabaseSync)(process.argv[1], { timeout: 0 }).prepare('SELECT count(*) FROM team').all()`;
    const child = spawn(process.execPath, ['--no-warnings', '-e', code, path], { stdio: 'ignore' });
    return (await new Promise((done) => child.once('exit', done))) === 0;
  }

  it("is nobody else's, whatever name leads to it, until it is closed", async () => {
    const database = await Database.open(file);
    await symlink(file, join(folder, 'soft'));
    await link(file, join(folder, 'hard'));
    const ways = [file, join(folder, 'soft'), join(folder, 'hard'), relative(process.cwd(), file)];
    try {
      for (const way of ways) expect(await opensElsewhere(way)).toBe(false);
    } finally {
      await database.close();
    }
    for (const way of ways) expect(await opensElsewhere(way)).toBe(true);
  });

  it("is its owner's only, and one that was not becomes so", async () => {
    const before = process.umask(0);
    try {
      await filled();
      await chmod(file, 0o666);
      const database = await Database.open(file);
      await database.write((manager) => manager.query('DELETE FROM team'));
      for (const path of [file, `${file}-wal`]) expect((await stat(path)).mode & 0o777).toBe(0o600);
      await database.close();
    } finally {
      process.umask(before);
    }
  });
});

import { mkdtemp, readdir, rename, rm, stat, truncate, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Database } from './database.js';
import { MatchRecordEntity } from './entities/match-record.entity.js';
import { TeamEntity } from './entities/team.entity.js';
import { StorageError } from './files/storage-error.js';

let folder = '';
let file = '';
let database: Database;
let events: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-database-'));
  file = join(folder, 'test.sqlite');
  events = [];
  database = await Database.open(file, {
    onTrouble: ({ trouble }) => events.push(trouble),
    onWell: () => events.push('well'),
  });
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

function insert(name: string, size = 1): Promise<void> {
  return database.write(async (manager) => {
    await manager.insert(TeamEntity, {
      ...{ id: randomUUID(), name, createdAt: 0 },
      tokenHash: `${name}${'x'.repeat(size)}`,
    });
  });
}

async function names(): Promise<string[]> {
  return (await database.read.find(TeamEntity, { order: { name: 'ASC' } })).map(({ name }) => name);
}

/** SQLite refuses to let the file grow, as on a full disk. */
function limitPages(pages: number): Promise<unknown> {
  return database.write((manager) => manager.query(`PRAGMA max_page_count = ${pages}`));
}

const MOST_PAGES = 4_294_967_294;
const LARGE = 1 << 20;

const full = expect.objectContaining({ name: 'StorageError', trouble: 'full' }) as unknown;

describe('a write that fails', () => {
  beforeEach(async () => {
    await insert('before');
    await limitPages(1);
  });

  it('stores nothing, and what comes after is stored whole', async () => {
    await expect(insert('large', LARGE)).rejects.toEqual(full);
    await expect(insert('larger', 2 * LARGE)).rejects.toEqual(full);
    expect(await names()).toEqual(['before']);
    await insert('small');
    await limitPages(MOST_PAGES);
    await insert('large', LARGE);
    await database.close();
    database = await Database.open(file);
    expect(await names()).toEqual(['before', 'large', 'small']);
  });

  it('does not turn a later refusal of our own into an open transaction', async () => {
    await expect(insert('large', LARGE)).rejects.toEqual(full);
    for (let i = 0; i < 3; i++) {
      const refused = database.write(async (manager) => {
        await manager.query(`DELETE FROM "team"`);
        throw new Error('refused');
      });
      await expect(refused).rejects.toThrow('refused');
      await insert(`after-${i}`);
    }
    expect(await names()).toEqual(['after-0', 'after-1', 'after-2', 'before']);
  });

  it('does not harm those that wait behind it', async () => {
    const all = await Promise.allSettled([
      insert('a'),
      insert('large', LARGE),
      insert('b'),
      insert('larger', LARGE),
      insert('c'),
    ]);
    expect(all.map(({ status }) => status[0])).toEqual(['f', 'r', 'f', 'r', 'f']);
    expect(await names()).toEqual(['a', 'b', 'before', 'c']);
  });

  it('is told once, and once more when it is over', async () => {
    for (let i = 0; i < 3; i++) await expect(insert('large', LARGE)).rejects.toEqual(full);
    expect(database.storage.trouble).toEqual(full);
    await limitPages(MOST_PAGES);
    await database.storage.whenWell();
    expect(database.storage.trouble).toBeNull();
    expect(events).toEqual(['full', 'well']);
  });

  it('is tried again when there is room, where that was asked', async () => {
    let tries = 0;
    const patient = database.writeWhenWell(async (manager) => {
      tries++;
      await manager.insert(TeamEntity, {
        ...{ id: 'p', name: 'patient', createdAt: 0 },
        tokenHash: 'x'.repeat(LARGE),
      });
    });
    await expect(insert('large', LARGE)).rejects.toEqual(full);
    await limitPages(MOST_PAGES);
    await patient;
    expect(tries).toBe(2);
    expect(await names()).toEqual(['before', 'patient']);
  });

  it('holds up no end', async () => {
    const patient = database.writeWhenWell((manager) =>
      manager.query(`INSERT INTO "team" VALUES ('p', 'p', hex(zeroblob(${LARGE})), 0)`),
    );
    await expect(insert('large', LARGE)).rejects.toEqual(full);
    database.storage.stop();
    await expect(patient).rejects.toEqual(full);
  });

  it('waits no longer for a probe that was answered', async () => {
    let answered: AbortSignal | undefined;
    await database.probe(1, (signal) => {
      answered = signal;
      return new Promise(() => undefined);
    });
    expect(answered?.aborted).toBe(true);
  });

  it('fails a probe, which is a real write', async () => {
    await database.probe();
    await expect(database.probe(LARGE)).rejects.toEqual(full);
  });
});

describe('the files of an open database', () => {
  it.each([
    ['the database', ''],
    ['the log', '-wal'],
  ])('are missed: %s', async (_, ending) => {
    await insert('before');
    await unlink(file + ending);
    await expect(insert('lost')).rejects.toMatchObject({ trouble: 'gone' });
    expect(await database.storage.broken).toBeInstanceOf(StorageError);
    await expect(database.writeWhenWell(async () => undefined)).rejects.toMatchObject({ trouble: 'gone' });
  });

  it('are missed where the log has lost what was in it', async () => {
    await insert('before');
    await truncate(`${file}-wal`, 0);
    await expect(insert('lost')).rejects.toMatchObject({ trouble: 'gone' });
    expect(await database.storage.broken).toBeInstanceOf(StorageError);
  });

  it('are missed where something else took their name', async () => {
    const other = await Database.open(join(folder, 'other.sqlite'));
    await other.close();
    await rename(join(folder, 'other.sqlite'), file);
    await expect(insert('lost')).rejects.toMatchObject({ trouble: 'gone' });
  });

  it('are three at most, and nothing is left of making them', async () => {
    await insert('before');
    expect((await readdir(folder)).sort()).toEqual(['test.sqlite', 'test.sqlite-wal']);
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });
});

it('keeps concurrent transactions apart: one that fails takes only its own writes back', async () => {
  const add = (name: string, fails: boolean): Promise<void> =>
    database.write(async (manager) => {
      await manager.insert(TeamEntity, { id: name, name, createdAt: 0, tokenHash: name });
      await new Promise((turn) => setImmediate(turn));
      if (fails) throw new Error('taken back');
    });
  await Promise.allSettled([add('first', true), add('second', false), add('third', true)]);
  expect(await names()).toEqual(['second']);
});

it('refuses what points nowhere', async () => {
  const orphan = { match: 'nothing', report: '{}' as never, rounds: Buffer.of() };
  await expect(database.write((manager) => manager.insert(MatchRecordEntity, orphan))).rejects.toThrow(
    /FOREIGN KEY/,
  );
});

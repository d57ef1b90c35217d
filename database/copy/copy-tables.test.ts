/** @short-form 1/3; each time: database/database.test.ts */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dealt } from '#market/test/short-form.js';
import { Database, SILENT } from '../database.js';
import { rowsOf, type Statement } from '../dialect.js';
import { entities } from '../entities/all-entities.js';
import { LeagueEntity } from '../entities/league.entity.js';
import { MatchEntity } from '../entities/match.entity.js';
import { MatchRecordEntity } from '../entities/match-record.entity.js';
import { OwnScenarioEntity } from '../entities/own-scenario.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { TeamEntity } from '../entities/team.entity.js';
import type { DatabaseRole } from '../opened-database.js';
import { databases } from '../test/databases.js';
import { postgresDatabase } from '../test/postgres-server.js';
import { copyTables, type CopiedTable } from './copy-tables.js';
import { refuseInconsistent } from './refuse-inconsistent.js';

const MATCHES = 120;
const kept = await databases();

let folder = '';
let from: Database;
const open: Database[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-copy-'));
  from = await opened(join(folder, 'from.sqlite'));
  await fill(from);
});
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  await rm(folder, { recursive: true });
});

async function opened(address: string, role: DatabaseRole = 'alone'): Promise<Database> {
  const database = await Database.open(address, SILENT, role);
  open.push(database);
  return database;
}

async function empty(kind: string): Promise<Database> {
  return opened(kind === 'SQLite' ? join(folder, 'to.sqlite') : (await postgresDatabase())!, 'copy');
}

/** Its process is gone after so many writes. */
async function interrupted(target: Database, after: number): Promise<void> {
  const write = target.write.bind(target);
  let writes = 0;
  target.write = (work) => (++writes > after ? Promise.reject(new Error('pulled')) : write(work));
  await expect(copied(from, target)).rejects.toThrow('pulled');
  await open.pop()!.close();
}

async function fill(database: Database): Promise<void> {
  const definition = {
    id: 'l',
    title: 'quotes " and \\ and \u0000 and \ud83d and \\u0000 and 💡',
    blocks: 1,
  } as unknown as LeagueEntity['definition'];
  const plan = { seed: 'x', seatsNeeded: 1, design: null, submissions: [] };
  await database.write(async (manager) => {
    await manager.insert(TeamEntity, { id: 't', name: 'Zoë', tokenHash: 'h', createdAt: 1_790_000_000_123 });
    const league = { id: 'l', definition, state: 'active' as const, shipped: true, secretSeed: null };
    await manager.insert(LeagueEntity, { ...league, scheduledUntil: 1_790_000_000_123, createdAt: 0 });
    await manager.insert(RunEntity, {
      ...{ id: 'l-1', league: 'l', number: 1, state: 'finished', definition, plan, createdAt: 0 },
    });
    for (let serial = 1; serial <= MATCHES; serial++) {
      const id = `l-1-${serial}`;
      const facts = {
        block: 1,
        scenario: 's',
        seed: 'x',
        dealer: 'd',
        teams: ['a', 'B'],
        scored: serial % 2 === 0,
      };
      await manager.insert(MatchEntity, {
        ...{ ...facts, id, run: 'l-1', serial, state: 'played', priority: -998_000_000_000, attempts: 1 },
        ...{ efficiency: 1 / serial, outcome: 'converged', rounds: serial, resultHash: 'h' },
      });
      const report = { serial, third: 1 / 3, resultHash: 'h' } as unknown as MatchRecordEntity['report'];
      await manager.insert(MatchRecordEntity, { match: id, report, rounds: gzipSync(randomBytes(serial)) });
    }
    await manager.insert(OwnScenarioEntity, {
      team: 't',
      id: 'o',
      sha256: 'x',
      content: new Uint8Array([0, 255, 10]),
      createdAt: 5,
    });
  });
}

async function copied(source: Database, target: Database): Promise<readonly CopiedTable[]> {
  const tables: CopiedTable[] = [];
  await copyTables(source.read, target, (table) => tables.push(table));
  return tables;
}

describe.each(kept)('a copy into %s', (kind) => {
  it('holds all of it, and gives it back', async () => {
    const target = await empty(kind);
    const tables = await copied(from, target);
    expect(tables.filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows])).toEqual([
      ...[
        ['team', 1],
        ['league', 1],
        ['run', 1],
        ['match', MATCHES],
        ['match_record', MATCHES],
        ['own_scenario', 1],
      ],
    ]);
    expect(await copied(target, await opened(join(folder, 'back.sqlite')))).toEqual(tables);
    const league = await target.read.findOneByOrFail(LeagueEntity, { id: 'l' });
    expect(league).toEqual(await from.read.findOneByOrFail(LeagueEntity, { id: 'l' }));
    // What is asked of it does not stumble over its title.
    const asked: Statement = ({ at }) => `SELECT ${at('"definition"', 'id')} AS "id" FROM "league"`;
    expect(await rowsOf(target.read, asked)).toEqual([{ id: 'l' }]);
  });

  // Before the first row, among the matches, with all rows there but nobody told so.
  it.each([0, 6, 11])('that ended after %i writes is used by nobody, and goes on', async (after) => {
    const begun = await empty(kind);
    const { address } = begun;
    await interrupted(begun, after);
    for (const role of ['alone', 'server', 'worker'] as const)
      await expect(opened(address, role)).rejects.toThrow(/holds a copy that was not finished: repeat/);
    const target = await opened(address, 'copy');
    expect((await copied(from, target)).find(({ name }) => name === 'match')?.rows).toBe(MATCHES);
    expect(await copied(from, target)).toHaveLength(entities.length);
    await open.pop()!.close();
    expect(await (await opened(address)).read.count(MatchRecordEntity)).toBe(MATCHES);
  });

  it('keeps the result hashes of reports, and a match with another one is named', async () => {
    const target = await empty(kind);
    await copied(from, target);
    await refuseInconsistent(target.read);
    for (const hash of [`'g'`, 'NULL']) {
      await target.write((manager) =>
        rowsOf(manager, `UPDATE "match" SET "resultHash" = ${hash} WHERE "id" = 'l-1-7'`),
      );
      await expect(refuseInconsistent(target.read)).rejects.toThrow('match l-1-7 has another resultHash');
    }
  });

  it('has a record of each match that was played and of no other: else the match is named', async () => {
    const target = await empty(kind);
    await copied(from, target);
    await target.write((manager) =>
      rowsOf(manager, `UPDATE "match" SET "state" = 'playing' WHERE "id" = 'l-1-7'`),
    );
    await expect(refuseInconsistent(target.read)).rejects.toThrow(
      'match l-1-7 is playing and has the record',
    );
    await target.write((manager) => rowsOf(manager, `UPDATE "match" SET "state" = 'played'`));
    await target.write((manager) => rowsOf(manager, `DELETE FROM "match_record" WHERE "match" = 'l-1-9'`));
    await expect(refuseInconsistent(target.read)).rejects.toThrow('match l-1-9 is played and has no record');
  });

  it('that was refused leaves a database that is in use as it is', async () => {
    const target = await empty(kind);
    await copied(from, target);
    const { address } = target;
    await target.write((manager) =>
      manager.insert(TeamEntity, { id: 'u', name: 'u', tokenHash: 'u', createdAt: 0 }),
    );
    await expect(copied(from, target)).rejects.toThrow('holds other data');
    await open.pop()!.close();
    expect(await (await opened(address)).read.count(TeamEntity)).toBe(2);
  });

  it.each(
    dealt(
      [
        [
          'another row',
          `INSERT INTO "team" ("id", "name", "tokenHash", "createdAt") VALUES ('u', 'u', 'u', 0)`,
          'holds other data (table team, row u)',
        ],
        [
          'another value',
          `UPDATE "match" SET "efficiency" = 0.5, "scored" = NOT "scored" WHERE "id" = 'l-1-7'`,
          /table match, row l-1-7 differs from the source .*from\.sqlite \(its columns efficiency, scored\)/,
        ],
      ] as const,
      1,
    ),
  )('is refused where there is %s, before anything is written', async (_, change, refusal) => {
    const target = await empty(kind);
    await copied(from, target);
    await target.write((manager) => rowsOf(manager, change));
    await target.write((manager) => rowsOf(manager, `DELETE FROM "own_scenario"`));
    await expect(copied(from, target)).rejects.toThrow(refusal);
    expect(await target.read.count(OwnScenarioEntity)).toBe(0);
  });
});

it('says where a database cannot keep what is there', async () => {
  if (kept.length < 2) return;
  await from.write((manager) =>
    rowsOf(manager, `UPDATE "match" SET "fault" = 'a' || char(0) || 'b' WHERE "serial" = 1`),
  );
  await expect(copied(from, await empty('PostgreSQL'))).rejects.toThrow(
    /^table match is not the same in postgres:/,
  );
});

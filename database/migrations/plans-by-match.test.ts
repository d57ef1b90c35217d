import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { plannedRun } from '../stored/stored-plan.js';
import { Database } from '../database.js';
import { ChangeableLeagues1763800000000, FirstSchema1763700000000 } from './first-schema.migration.js';
import { SqliteDriver } from '../files/sqlite-driver.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-migration-'));
});
afterEach(() => rm(folder, { recursive: true }));

const submission = (name: string, kind: 'agent' | 'dealer') => ({
  ...{ id: `reference-${kind}-${name}`, kind, name, version: '1', sha256: 'ab'.repeat(32), baseline: true },
});
const submissions = [
  ...['truthful', 'shaded', 'zero', "o'neill", 'ünal'].map((name) => submission(name, 'agent')),
  ...['passive', 'smoothing'].map((name) => submission(name, 'dealer')),
];

function aPlan(fields: object): RunPlan {
  const league = {
    id: 'old',
    title: 'Old',
    format: 'mixed',
    scenarios: ['a', 'b'],
    blocks: 3,
    dealers: 'all',
  };
  return planRun(leagueFrom({ ...league, ...fields }, 'old'), submissions, 'seed');
}

/** A database of before, with runs of these plans. */
async function before(file: string, plans: readonly RunPlan[]): Promise<void> {
  const source = await new DataSource({
    ...{ type: 'better-sqlite3', driver: SqliteDriver, database: file },
    migrations: [FirstSchema1763700000000, ChangeableLeagues1763800000000],
  }).initialize();
  await source.runMigrations();
  await source.query(`INSERT INTO "league" VALUES ('old', '{}', 'active', NULL, 0, 0, 0)`);
  for (const [i, plan] of plans.entries()) {
    const run = `old-${i + 1}`;
    await source.query(
      `INSERT INTO "run" ("id", "league", "number", "state", "definition", "plan", "createdAt") VALUES (?, 'old', ?, 'finished', '{}', ?, 0)`,
      [run, i + 1, JSON.stringify(plan)],
    );
    for (const { serial, id } of plan.matches)
      await source.query(
        `INSERT INTO "match" ("id", "run", "serial", "state", "priority", "attempts") VALUES (?, ?, ?, 'played', 0, 1)`,
        [`${run}-${id}`, run, serial],
      );
  }
  await source.destroy();
}

it('takes the plans of before apart, and puts each together again as it was', async () => {
  const plans = [
    aPlan({ matchSize: 2 }),
    aPlan({ matchSize: 3, marginalContribution: true }),
    aPlan({ format: 'self-play' }),
    aPlan({ format: 'dealer-comparison', mixes: [['truthful', 'shaded'], ['zero']] }),
  ];
  const file = join(folder, 'old.sqlite');
  await before(file, plans);
  const database = await Database.open(file);
  try {
    for (const [i, plan] of plans.entries())
      expect((await plannedRun(database.read, `old-${i + 1}`)).plan).toEqual(plan);
    const [stored] = await database.read.query<{ plan: string }[]>(
      `SELECT "plan" FROM "run" WHERE "id" = 'old-2'`,
    );
    expect(Object.keys(JSON.parse(stored!.plan) as object).sort()).toEqual([
      'design',
      'seatsNeeded',
      'seed',
      'submissions',
    ]);
    expect(stored!.plan).not.toContain('lineUps');
  } finally {
    await database.close();
  }
});

it('opens an empty database, and one without runs', async () => {
  await before(join(folder, 'old.sqlite'), []);
  for (const name of ['old.sqlite', 'new.sqlite']) {
    const database = await Database.open(join(folder, name));
    expect(await database.read.query(`SELECT COUNT(*) AS "n" FROM "match"`)).toEqual([{ n: 0 }]);
    await database.close();
  }
});

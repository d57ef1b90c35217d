import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { trialRun, TRIALS } from '#leagues/run/trials.js';
import { removeOldExports } from './old-exports.js';

let folder = '';
let exported = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-exports-'));
  exported = join(folder, 'exports');
  database = await Database.open(join(folder, 'data.sqlite'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function over(league: string, id: string, number: number, finishedAt: number): Promise<void> {
  const definition = { id: league, blocks: 1 } as LeagueEntity['definition'];
  const plan = { seed: 'x', seatsNeeded: 1, design: null, submissions: [] };
  await database.write(async (manager) => {
    await manager.insert(LeagueEntity, {
      ...{ id: league, definition, state: 'removed', shipped: false, secretSeed: null },
      ...{ scheduledUntil: 0, failedStart: null, createdAt: 0 },
    });
    await manager.insert(RunEntity, {
      ...{ id, league, number, state: 'finished', definition, plan, createdAt: 0, finishedAt },
    });
  });
}

it('is nothing where nothing was exported', async () => {
  await expect(removeOldExports(exported, database.read)).resolves.toBeUndefined();
});

it('is what was made of runs that are gone, or over anew, and nothing else', async () => {
  await over('a-league', 'a-league-1', 1, 500);
  await over(TRIALS, trialRun(12), 12, 700);
  const kept = [
    'a-league-1-500-paper-pack.tar.gz',
    'a-league-1-500-bundle-public.jsonl.gz',
    `${trialRun(12)}-700-bundle-whole-2.jsonl.gz`,
    // Being made, of scenarios, or somebody's own.
    'a-league-1-400-paper-pack.tar.gz.part',
    `${'0'.repeat(64)}-training.json.gz`,
    'notes.txt',
  ];
  const old = [
    'a-league-1-400-paper-pack.tar.gz',
    `${trialRun(1)}-700-paper-pack.tar.gz`,
    `${trialRun(2)}-700-bundle-public.jsonl.gz`,
    `a-league-2-500-bundle-${'a'.repeat(32)}.jsonl.gz`,
  ];
  await mkdir(exported);
  for (const name of [...kept, ...old]) await writeFile(join(exported, name), '');
  await removeOldExports(exported, database.read);
  expect((await readdir(exported)).sort()).toEqual(kept.sort());
});

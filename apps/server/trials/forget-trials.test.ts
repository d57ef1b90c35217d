import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { MatchRecordEntity } from '#database/entities/match-record.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { trialRun, TRIALS } from '#leagues/run/trials.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { forgetTrials } from './forget-trials.js';

const NOW = 1_790_000_000_000;
const OLD = NOW - (requestLimits.trialSecondsKept + 1) * 1000;

let folder = '';
let database: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-trials-'));
  database = await Database.open(join(folder, 'data.sqlite'));
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function played(
  league: string,
  id: string,
  number: number,
  createdAt: number,
  state = 'finished',
): Promise<void> {
  const definition = { id: league, blocks: 1 } as LeagueEntity['definition'];
  await database.write(async (manager) => {
    if (!(await manager.existsBy(LeagueEntity, { id: league })))
      await manager.insert(LeagueEntity, {
        ...{ id: league, definition, state: 'removed', shipped: false, secretSeed: null },
        ...{ scheduledUntil: 0, failedStart: null, createdAt: 0 },
      });
    const plan = { seed: 'x', seatsNeeded: 1, design: null, submissions: [] };
    await manager.insert(RunEntity, {
      ...{ id, league, number, state: state as RunEntity['state'], definition, plan, createdAt },
    });
    await manager.insert(MatchEntity, {
      ...{
        id: `${id}-1`,
        run: id,
        serial: 1,
        state: 'played',
        priority: 0,
        attempts: 1,
        block: 1,
        scenario: 's',
      },
      ...{ seed: 'x', dealer: 'd', teams: ['a'], scored: false },
    });
    await manager.insert(MatchRecordEntity, { match: `${id}-1`, report: {} as never, rounds: Buffer.of() });
  });
}

async function left(): Promise<string[]> {
  await database.write((manager) => forgetTrials(manager, NOW));
  const matches = await database.read.find(MatchRecordEntity);
  const runs = (await database.read.find(RunEntity)).map(({ id }) => id).sort();
  expect(matches.map(({ match }) => match).sort()).toEqual(runs.map((id) => `${id}-1`));
  return runs;
}

it('forgets trials that are old and over, with all that is theirs, and nothing of leagues', async () => {
  await played('real', 'real-1', 1, OLD);
  await played(TRIALS, trialRun(1), 1, OLD);
  await played(TRIALS, trialRun(2), 2, OLD, 'running');
  await played(TRIALS, trialRun(3), 3, NOW);
  expect(await left()).toEqual(['real-1', trialRun(2), trialRun(3)]);
});

it('keeps the newest, so that no number comes twice', async () => {
  await played(TRIALS, trialRun(7), 7, OLD);
  expect(await left()).toEqual([trialRun(7)]);
});

it('keeps so many and no more', async () => {
  const most = requestLimits.trialsKept;
  await played(TRIALS, trialRun(1), 1, NOW);
  await played(TRIALS, trialRun(2), 2, NOW);
  await played(TRIALS, trialRun(most + 1), most + 1, NOW);
  expect(await left()).toEqual([trialRun(2), trialRun(most + 1)].sort());
});

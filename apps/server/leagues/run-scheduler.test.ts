/** @short-form 1/5; each time: apps/server/first-league.e2e.test.ts */
import type { INestApplicationContext } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { sealedHash } from '#leagues/pairing/seeds.js';
import type { Database } from '#database/database.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { leagueView } from './league-view.js';
import { LeaguesService } from './leagues.service.js';
import { InnerServer } from '../test/inner-server.js';
import type { SetClock } from '#database/test/set-clock.js';
import { RunScheduler } from './run-scheduler.js';
import { RunsService } from '../runs/runs.service.js';

const DAY = 86_400_000;

let server: InnerServer;
let database: Database;
let clock: SetClock;
let app: INestApplicationContext;

beforeEach(async () => {
  server = await InnerServer.start(Date.UTC(2026, 5, 1, 12));
  ({ app, clock, database } = server);
});

afterEach(async () => {
  app.get(RunScheduler).stop();
  await server.stop();
});

/** A league that is due at three in the morning, with matches enough to be on for a while. */
async function aLeague(id: string, fields: object = {}): Promise<void> {
  const definition = {
    id,
    title: id,
    schedule: '0 3 * * *',
    format: 'self-play',
    scenarios: ['random-small'],
  };
  await app.get(LeaguesService).create(leagueFrom({ ...definition, blocks: 50, ...fields }, id));
}

/** Ids of the runs there are. */
async function runs(): Promise<string[]> {
  const rows = await database.read.find(RunEntity, { select: { id: true }, order: { id: 'ASC' } });
  return rows.map(({ id }) => id);
}

/** What cron does when a league's time has come. */
const due = (id: string): Promise<void> => app.get(SchedulerRegistry).getCronJob(id).fireOnTick();

describe('the scheduler', () => {
  it('starts two leagues that are due at the same minute, and none that is still on', async () => {
    await aLeague('a');
    await aLeague('b');
    await app.get(RunScheduler).start();
    expect(await runs()).toEqual([]);
    await Promise.all([due('a'), due('b')]);
    expect(await runs()).toEqual(['a-1', 'b-1']);
    await app.get(RunsService).cancel('b-1');
    await Promise.all([due('a'), due('b')]);
    expect(await runs()).toEqual(['a-1', 'b-1', 'b-2']);
  });

  it('makes up for missed starts once', async () => {
    await aLeague('a');
    clock.time += 3 * DAY;
    await app.get(RunScheduler).start();
    expect(await runs()).toEqual(['a-1']);
    app.get(RunScheduler).stop();
    await app.get(RunsService).cancel('a-1');
    await app.get(RunScheduler).start();
    expect(await runs()).toEqual(['a-1']);
  });

  it('follows leagues that are added, paused and activated again', async () => {
    await app.get(RunScheduler).start();
    await aLeague('a');
    const registry = app.get(SchedulerRegistry);
    expect(registry.doesExist('cron', 'a')).toBe(true);
    await app.get(LeaguesService).change('a', { state: 'paused' });
    expect(registry.doesExist('cron', 'a')).toBe(false);
    clock.time += 3 * DAY;
    await app.get(LeaguesService).change('a', { state: 'active' });
    expect(registry.doesExist('cron', 'a')).toBe(true);
    expect(await runs()).toEqual([]);
  });

  it('draws a sealed league only with the secret behind its seal, and only once', async () => {
    const secret = 'a secret of many characters';
    await aLeague('a', { seed: { sealed: sealedHash(secret) } });
    await app.get(RunScheduler).start();
    await due('a');
    expect(await runs()).toEqual([]);
    const failed = leagueView(await app.get(LeaguesService).get('a')).failedStart;
    expect(failed).toEqual({
      at: new Date(clock.time).toISOString(),
      reason: 'the seed of league a is sealed',
    });
    await expect(app.get(LeaguesService).change('a', { seed: 'something else entirely' })).rejects.toThrow(
      /published hash/,
    );
    await app.get(LeaguesService).change('a', { seed: secret });
    await due('a');
    expect(await runs()).toEqual(['a-1']);
    expect(leagueView(await app.get(LeaguesService).get('a')).failedStart).toBeNull();
    await database.write((manager) => manager.update(RunEntity, { id: 'a-1' }, { state: 'finished' }));
    const league = await app.get(LeaguesService).get('a');
    await expect(app.get(RunsService).start(league)).rejects.toThrow(/seal of league a was opened/);
  });
});

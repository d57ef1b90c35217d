/** @short-form 1/5; each time: results/standings/season-standings.test.ts, apps/server/leagues/next-runs.test.ts */
import type { INestApplicationContext } from '@nestjs/common';
import { teamLimits } from '#leagues/definition/limits.js';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { seasonFrom } from '#leagues/definition/season-schema.js';
import { sealedHash } from '#leagues/pairing/seeds.js';
import type { Database } from '#database/database.js';
import { RunEntity } from '#database/entities/run.entity.js';
import type { SeasonEntity } from '#database/entities/season.entity.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { LeaguesService } from '../leagues/leagues.service.js';
import { RunsService } from '../runs/runs.service.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { InnerServer } from '../test/inner-server.js';
import type { SetClock } from '#database/test/set-clock.js';
import { SeasonScheduler } from './season-scheduler.js';
import { SeasonsService } from './seasons.service.js';

const SECRET = 'what nobody may know beforehand';
const JUNE = Date.UTC(2026, 5, 1);
const JULY = Date.UTC(2026, 6, 1);

let server: InnerServer;
let database: Database;
let clock: SetClock;
let app: INestApplicationContext;

beforeEach(async () => {
  server = await InnerServer.start(JUNE);
  ({ app, clock, database } = server);
  const fields = { format: 'self-play', scenarios: ['random-small'], blocks: 50, entrants: 'all' };
  const heats = { id: 'heats', title: 'Heats', seed: { sealed: sealedHash(SECRET) }, ...fields };
  await app.get(LeaguesService).create(leagueFrom(heats, 'heats'));
  const season = {
    ...{ id: 'summer', title: 'Summer' },
    submissions: { from: '2026-06-01T00:00:00Z', until: '2026-07-01T00:00:00Z' },
    final: { at: '2026-07-02T00:00:00Z', leagues: ['heats'] },
  };
  await app.get(SeasonsService).create(seasonFrom(season, 'season'));
});

afterEach(async () => {
  await app.get(SeasonScheduler).stop();
  await server.stop();
});

/** A plugin that was uploaded then. */
async function entered(
  id: string,
  createdAt: number,
  status: SubmissionEntity['status'] = 'accepted',
): Promise<void> {
  await database.write(async (manager) => {
    const team = { id: 't', name: 'sunny', tokenHash: 'x', createdAt: 0 };
    if (!(await manager.existsBy(TeamEntity, { id: 't' }))) await manager.insert(TeamEntity, team);
    await manager.insert(SubmissionEntity, {
      ...{ id, team: 't', kind: 'agent', name: id, version: 1, sha256: id, file: `${id}.ts`, source: '' },
      ...{ status, checks: [], attempts: 0, release: 'no', createdAt },
    });
  });
}

/** The season as it is at that time, once everything due has been done. */
async function at(time: number, id = 'summer'): Promise<SeasonEntity> {
  clock.time = time;
  await app.get(SeasonScheduler).look();
  return app.get(SeasonsService).get(id);
}

const DAY = 86_400_000;
const FINAL = JULY + DAY;

it('takes what was uploaded in its window, when all of that has been checked', async () => {
  await entered('early', JUNE - 1);
  await entered('first', JUNE);
  await entered('refused', JUNE + 1, 'rejected');
  await entered('slow', JULY - 1, 'checking');
  await entered('late', JULY);
  expect(await at(JULY - 1)).toMatchObject({ state: 'open' });
  expect(await at(JULY)).toMatchObject({ state: 'open', entrants: null });
  await database.write((manager) => manager.update(SubmissionEntity, { id: 'slow' }, { status: 'accepted' }));
  const { state, entrants } = await at(JULY);
  expect([state, entrants!.map(({ id }) => id).sort()]).toEqual(['frozen', ['first', 'slow']]);
});

it('is over before it begins where nobody has entered', async () => {
  expect(await at(JULY)).toMatchObject({ state: 'cancelled', waits: 'nobody has entered' });
  expect(await at(FINAL)).toMatchObject({ state: 'cancelled', runs: [] });
});

it('waits for a secret and for its leagues, starts each of them once, and is cancelled with its run', async () => {
  await entered('mine', JUNE);
  expect(await at(FINAL - 1)).toMatchObject({ state: 'frozen', waits: null });
  expect(await at(FINAL)).toMatchObject({
    state: 'frozen',
    waits: 'the seed of league heats is sealed',
    runs: [],
  });
  const leagues = app.get(LeaguesService);
  await leagues.change('heats', { seed: SECRET, state: 'paused' });
  expect(await at(FINAL)).toMatchObject({ waits: 'league heats is paused', runs: [] });
  await leagues.change('heats', { state: 'active' });
  const runs = [{ phase: 'final', league: 'heats', run: 'heats-1' }];
  expect(await at(FINAL)).toMatchObject({ state: 'final', waits: null, runs });
  expect(await at(FINAL + DAY)).toMatchObject({ state: 'final', runs });
  const { plan } = await app.get(RunsService).get('heats-1');
  expect(plan.submissions.filter(({ baseline }) => !baseline).map(({ id }) => id)).toEqual(['mine']);
  await database.write((manager) => manager.update(RunEntity, { id: 'heats-1' }, { state: 'failed' }));
  expect(await at(FINAL)).toMatchObject({
    ...{ state: 'final', waits: 'the platform could not play all of run heats-1: retry it' },
  });
  await database.write((manager) => manager.update(RunEntity, { id: 'heats-1' }, { state: 'running' }));
  await app.get(RunsService).cancel('heats-1');
  expect(await at(FINAL)).toMatchObject({ state: 'cancelled', waits: 'run heats-1 was cancelled' });
});

it('starts every final once, whichever secret comes first, and waits for the others', async () => {
  await app.get(SeasonsService).cancel('summer');
  const leagues = app.get(LeaguesService);
  const secrets = { cup: 'the secret of the cup', shield: 'the secret of the shield' };
  const { definition } = await leagues.get('heats');
  for (const [id, secret] of Object.entries(secrets))
    await leagues.create(
      leagueFrom({ ...definition, id, title: id, seed: { sealed: sealedHash(secret) } }, id),
    );
  const finals = {
    ...{ id: 'finals', title: 'Finals' },
    submissions: { from: '2026-06-01T00:00:00Z', until: '2026-07-01T00:00:00Z' },
    final: { at: '2026-07-02T00:00:00Z', leagues: ['cup', 'shield'] },
  };
  await app.get(SeasonsService).create(seasonFrom(finals, 'season'));
  await entered('mine', JUNE);
  expect(await at(FINAL, 'finals')).toMatchObject({ waits: 'the seed of league cup is sealed', runs: [] });
  await leagues.change('cup', { seed: secrets.cup });
  const cup = { phase: 'final', league: 'cup', run: 'cup-1' };
  for (let look = 0; look < 2; look++)
    expect(await at(FINAL, 'finals')).toMatchObject({
      ...{ state: 'frozen', waits: 'the seed of league shield is sealed', runs: [cup] },
    });
  await leagues.change('shield', { seed: secrets.shield });
  const shield = { phase: 'final', league: 'shield', run: 'shield-1' };
  expect(await at(FINAL, 'finals')).toMatchObject({ state: 'final', waits: null, runs: [cup, shield] });
  // One of them over is not the end, and nobody is a champion of half of a final.
  await database.write((manager) => manager.update(RunEntity, { id: 'cup-1' }, { state: 'finished' }));
  expect(await at(FINAL + DAY, 'finals')).toMatchObject({ state: 'final', champions: null });
  expect(await database.read.countBy(RunEntity, {})).toBe(2);
});

it('has a seal for each league: none that another one opens, and a new one where that happened', async () => {
  const leagues = app.get(LeaguesService);
  const { definition: heats } = await leagues.get('heats');
  const others = ['cup', 'away'].map((id) => ({ ...heats, id, title: id }));
  for (const one of others) await leagues.create(leagueFrom(one, one.id));
  const autumn = {
    ...{ id: 'autumn', title: 'Autumn' },
    submissions: { from: '2026-06-01T00:00:00Z', until: '2026-07-01T00:00:00Z' },
    final: { at: '2026-07-02T00:00:00Z', leagues: ['cup', 'away'] },
  };
  const announced = (): Promise<unknown> => app.get(SeasonsService).create(seasonFrom(autumn, 'season'));
  await expect(announced()).rejects.toMatchObject({ code: 'same-seal' });

  await leagues.change('away', { seed: SECRET });
  await app.get(RunsService).start(await leagues.get('away'), 'normal');
  autumn.final.leagues = ['cup'];
  await expect(announced()).rejects.toMatchObject({ code: 'seal-opened' });
  await entered('mine', JUNE);
  await leagues.change('heats', { seed: SECRET });
  expect(await at(FINAL)).toMatchObject({
    waits: 'the seal of league heats was opened by run away-1; give it a new one',
  });
  const next = 'what nobody knows this time either';
  const resealed = { ...heats, seed: { sealed: sealedHash(next) } };
  await expect(leagues.replace(leagueFrom({ ...resealed, blocks: 3 }, 'heats'))).rejects.toMatchObject({
    code: 'in-season',
  });
  await leagues.replace(leagueFrom(resealed, 'heats'));
  await leagues.change('heats', { seed: next });
  expect(await at(FINAL)).toMatchObject({ state: 'final', waits: null });
});

it('begins no run that it does not know of: what is cancelled meanwhile has none', async () => {
  await entered('mine', JUNE);
  await at(JULY);
  const league = await app.get(LeaguesService).get('heats');
  await app.get(LeaguesService).change('heats', { seed: SECRET });
  await app.get(SeasonsService).cancel('summer');
  const order = { id: 'summer', entrants: [], record: () => Promise.resolve() };
  await expect(app.get(RunsService).start(league, 'normal', order)).rejects.toMatchObject({
    code: 'in-season',
  });
  expect(await at(FINAL)).toMatchObject({ state: 'cancelled', runs: [] });
  expect(await database.read.countBy(RunEntity, {})).toBe(0);
});

it('lets a team have its newest plugins in a run, and says who has to stay out', async () => {
  for (let i = 1; i <= 5; i++) await entered(`p${i}`, JUNE + 10 - i);
  await app.get(LeaguesService).change('heats', { seed: SECRET });
  const { runs, entrants } = await at(FINAL);
  expect(entrants).toHaveLength(5);
  expect(runs[0]!.leftOut).toEqual(
    [4, 5].map((i) => ({ kind: 'agent', name: `sunny/p${i}`, reason: 'share' })),
  );
  const { plan } = await app.get(RunsService).get('heats-1');
  const own = plan.submissions.filter(({ baseline }) => !baseline).map(({ id }) => id);
  expect(own.sort()).toEqual(['p1', 'p2', 'p3']);
});

it('takes only so many names of plugins of a team', async () => {
  for (let i = 1; i <= teamLimits.plugins; i++) await entered(`p${i}`, JUNE);
  const upload = {
    team: 't',
    kind: 'agent' as const,
    file: 'a.ts',
    bytes: Buffer.of(),
    release: 'no' as const,
  };
  await expect(app.get(SubmissionsService).upload({ ...upload, name: 'more' })).rejects.toMatchObject({
    ...{ status: 409, code: 'too-many-plugins' },
  });
});

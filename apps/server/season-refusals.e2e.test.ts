/** @short-form 1/9 or none; each time: leagues/definition/season-schema.test.ts */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measuredFiles } from '#leagues/scenario-files/test/measured-days.js';
import { HOUR, iso, league, season } from './test/summer-season.js';
import { TINY } from './test/tiny-scenario.js';
import { ServerProcess } from './test/server-process.js';

let folder = '';
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-seasons-'));
  server = await ServerProcess.start(folder);
  await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a season is refused', () => {
  it.each<[string, () => Promise<unknown>, object, number, string]>([
    ['without its leagues', () => Promise.resolve(), {}, 422, 'unknown-league'],
    [
      'whose league has a known seed',
      () => server.league(league('heats', '[truthful]').replace(/seed: .*/, 'seed: known')),
      {},
      422,
      'not-sealed',
    ],
    [
      'whose submissions are over',
      () => Promise.resolve(),
      { submissions: { from: iso(0), until: iso(1000) } },
      400,
      'bad-input',
    ],
    [
      'whose dates contradict each other',
      () => Promise.resolve(),
      { final: { at: iso(0), leagues: ['final'] } },
      400,
      'bad-input',
    ],
    [
      'that draws days which everybody may train on',
      async () => {
        await server.scenario(measuredFiles({ from: ['2025-06-01/2025-06-10'] }));
        const dated = league('final', '[truthful]')
          .replace('id: final', 'id: dated')
          .replace('[tiny]', '[june]');
        expect((await server.league(dated)).status).toBe(201);
      },
      { qualification: undefined, final: { at: iso(Date.now() + 2 * HOUR), leagues: ['dated'] } },
      ...([422, 'days-not-held'] as const),
    ],
  ])('%s', async (_, before, change, status, code) => {
    await before();
    const answer = await server.season(season(change));
    expect(answer).toMatchObject({ status, body: { type: `urn:gridleague:problem:${code}` } });
  });
});

/** @short-form 1/12 or none; each time: leagues/scenario-files/package */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sha256Of } from '#leagues/scenario-files/package/scenario-package.js';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from './problem/paging.js';
import { leagueOn, street } from './test/own-street.js';
import { ServerProcess } from './test/server-process.js';
import { isLong } from '#market/test/short-form.js';

const folder = temporaryFolder();

const BLOCKS = isLong ? 8 : 6;

const league = (scenario: string): string => leagueOn(scenario, BLOCKS);

type Run = ApiAnswer<'Run'>;

async function hashes(server: ServerProcess, run: string): Promise<Record<string, string | null>> {
  const { body } = await server.get<Page<ApiAnswer<'MatchRow'>>>(`/api/runs/${run}/matches?limit=500`);
  return Object.fromEntries(body.items.map(({ id, resultHash }) => [id.replace(run, ''), resultHash]));
}

/** What the same league gives here, from the files. */
async function playedHere(retail: number, run: number): Promise<Record<string, string>> {
  for (const [name, text] of Object.entries(street(retail))) await writeFile(folder.path(name), text);
  await writeFile(folder.path('league.yaml'), league(folder.path('street.yaml')));
  const args = ['--no-chain', '--workers', '1', '--run', String(run), '--json'];
  const { stdout, stderr } = await gridleague('league', folder.path('league.yaml'), ...args);
  if (stdout === '') throw new Error(stderr);
  const { resultHashes } = JSON.parse(stdout) as { resultHashes: Record<string, string> };
  return Object.fromEntries(
    Object.entries(resultHashes).map(([match, hash]) => [match.replace(`frozen-${run}`, ''), hash]),
  );
}

describe('a run on data of its own', () => {
  let server: ServerProcess;
  const data = (): string => folder.path('data');
  beforeAll(async () => {
    server = await ServerProcess.start(data());
  });
  afterAll(() => server.kill());

  it('plays its package on, whatever is uploaded before it is killed and goes on', async () => {
    const first = await server.scenario(street(0.3));
    expect(first).toMatchObject({ status: 201, body: { id: 'own-street', agents: 3 } });
    expect(first.body.drawn).toEqual(['sky', 'households[0].load.scale', 'households[1].pv.peakPower']);
    expect((await server.league(league('own-street'))).status).toBe(201);
    await server.post('/api/leagues/frozen/runs', {});
    let uploading: Promise<typeof first> | undefined;
    await server
      .follow('frozen-1', (type) => {
        if (type !== 'match' || uploading) return;
        uploading = server.scenario(street(0.9)).then((answer) => server.kill().then(() => answer));
      })
      .catch(() => undefined);
    const second = await uploading!;
    expect(second).toMatchObject({ status: 201 });
    expect(second.body.sha256).not.toBe(first.body.sha256);

    server = await ServerProcess.start(data());
    await server.follow('frozen-1');
    const { body } = await server.get<Run>('/api/runs/frozen-1');
    expect(body).toMatchObject({
      state: 'finished',
      scenarios: [{ name: 'own-street', sha256: first.body.sha256 }],
    });
    expect(await hashes(server, 'frozen-1')).toEqual(await playedHere(0.3, 1));

    await server.post('/api/leagues/frozen/runs', {});
    await server.follow('frozen-2');
    expect(await hashes(server, 'frozen-2')).toEqual(await playedHere(0.9, 2));
  });

  it('tells beforehand what a run would be, with the spread of the last one', async () => {
    const plan = async (order: object): Promise<ApiAnswer<'Foresight'>> =>
      (await server.post<ApiAnswer<'Foresight'>>('/api/leagues/frozen/plan', order)).body;
    const seen = await plan({ spread: 0.1, difference: 0.1 });
    expect(seen).toMatchObject({ matches: 2 * BLOCKS, blocks: BLOCKS, pairs: 1, fewestBlocks: 6 });
    expect(seen.minutes).toBeGreaterThan(0);
    const { text } = await server.get('/leagues/frozen');
    expect(text).toMatch(new RegExp(`${2 * BLOCKS} matches, (less than a minute|about \\d+ minutes?) here`));
    expect(seen.power).toMatchObject({ spread: 0.1, blocksNeeded: 10 });
    expect(seen.power!.visible).toBeGreaterThan(0.1);
    expect((await plan({})).power!.spread).toBeGreaterThan(0);
    const unknown = league('own-street').replace('id: frozen', 'id: nobodys').replace('shaded', 'nobody/x');
    expect(await server.league(unknown)).toMatchObject({
      status: 422,
      body: { type: 'urn:gridleague:problem:unknown-plugin' },
    });
  });

  it('is verified elsewhere with what its bundle carries alone', async () => {
    for (const name of Object.keys(street(0))) await rm(folder.path(name));
    const bundle = await fetch(`${server.url}/api/runs/frozen-1/bundle`);
    await writeFile(folder.path('run.jsonl.gz'), Buffer.from(await bundle.arrayBuffer()));
    const { code, stdout } = await gridleague('verify', folder.path('run.jsonl.gz'));
    expect(stdout).toMatch(`${2 * BLOCKS} of ${2 * BLOCKS} matches replayed identically\n`);
    expect(stdout).toMatch(
      /scenario own-street sha256 "[0-9a-f]{64}", which does not come with this checkout/,
    );
    expect(code).toBe(0);
  });

  it('gives its package as a file, which is a scenario like any other', async () => {
    const { scenarios } = (await server.get<Run>('/api/runs/frozen-1')).body;
    const { text, status } = await server.get(`/api/packages/${scenarios![0]!.sha256}`);
    expect([status, sha256Of(text)]).toEqual([200, scenarios![0]!.sha256]);
    await writeFile(folder.path('package.json'), text);
    expect((await gridleague('scenario', folder.path('package.json'))).stdout).toMatch(/own-street/);
    expect((await server.get(`/api/packages/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('stops with the reason where its package is not there any more', async () => {
    await server.post('/api/leagues/frozen/runs', {});
    await server.kill();
    const database = new DatabaseSync(join(data(), 'gridleague.sqlite'));
    database.prepare(`UPDATE "scenario_package" SET "content" = x'00'`).run();
    database.close();
    server = await ServerProcess.start(data());
    await server.follow('frozen-3');
    const { body } = await server.get<Run>('/api/runs/frozen-3');
    expect(body.state).toBe('failed');
    expect(body.error).toMatch(/own-street: its package in the database is not [0-9a-f]{64} any more/);
    expect(body.error).toContain(body.scenarios![0]!.sha256);
  });

  it('has no next version while nobody knows which days the damaged ones hold; these are whole once they come again', async () => {
    const next = () => server.scenario(street(0.5));
    const type = 'urn:gridleague:problem:package-missing';
    const detail = expect.stringMatching(/version \d+ of own-street .* upload that one again/) as unknown;
    expect(await next()).toMatchObject({ status: 409, body: { type, detail } });
    // The others are still there.
    const listed = async (): Promise<string[]> =>
      (await server.get<Page<ApiAnswer<'Scenario'>>>('/api/scenarios')).body.items.map(({ id }) => id);
    expect(await listed()).toContain('demo-street');
    expect(await listed()).not.toContain('own-street');
    for (const path of ['own-street', 'own-street/package'])
      expect(await server.get(`/api/scenarios/${path}`)).toMatchObject({
        status: 500,
        body: { type: 'urn:gridleague:problem:damaged-row' },
      });
    for (const retail of [0.3, 0.9]) expect((await server.scenario(street(retail))).status).toBe(201);
    expect(await listed()).toContain('own-street');
    expect((await next()).status).toBe(201);
  });
});

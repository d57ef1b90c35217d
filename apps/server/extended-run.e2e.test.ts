/** @short-form 1/8 or none; each time: leagues/pairing/plan-run.test.ts, results/statistics/looks.test.ts */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from './problem/paging.js';
import { ServerProcess } from './test/server-process.js';
import { TINY } from './test/tiny-scenario.js';

const folder = temporaryFolder();
const league = (id: string, blocks: number, fields = ''): string => `
id: ${id}
title: A league
format: self-play
scenarios: [SCENARIO]
blocks: ${blocks}
entrants: [truthful, shaded]
roundCap: 8
limits: { milliseconds: 30000 }
${fields}
`;
const EXTENSIBLE = league('grown', 2, 'extensible: true');

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start(folder.path('data'));
  await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
});
afterAll(() => server?.stop());

const runOf = async (id: string): Promise<ApiAnswer<'Run'>> =>
  (await server.get<ApiAnswer<'Run'>>(`/api/runs/${id}`)).body;
const matchesOf = async (id: string): Promise<Page<ApiAnswer<'MatchRow'>>['items']> =>
  (await server.get<Page<ApiAnswer<'MatchRow'>>>(`/api/runs/${id}/matches?limit=500`)).body.items;
const boardOf = async (id: string, run: string): Promise<ApiAnswer<'Board'>> =>
  (await server.get<ApiAnswer<'Board'>>(`/api/leagues/${id}/leaderboard?run=${run}`)).body;
const extended = async (run: string, blocks: number, token?: string): Promise<object> =>
  (await server.post<object>(`/api/runs/${run}/extend`, { blocks }, token)).body;
const receiptOf = async (match: string): Promise<ApiAnswer<'MatchReceipt'>> =>
  (await server.get<ApiAnswer<'MatchReceipt'>>(`/api/matches/${match}/receipt`)).body;

async function download(path: string, name: string): Promise<string> {
  const answer = await fetch(`${server.url}${path}`);
  expect(answer.status).toBe(200);
  await writeFile(folder.path(name), Buffer.from(await answer.arrayBuffer()));
  return folder.path(name);
}

describe('a run that gets more blocks', () => {
  let hashes: Record<string, string | null>;

  it('plays them with what it has frozen, through kill -9, and keeps all that it had', async () => {
    await server.league(EXTENSIBLE.replace('SCENARIO', 'tiny'));
    await server.post('/api/leagues/grown/runs', {});
    await server.follow('grown-1');
    const [before, receipt, board] = [await matchesOf('grown-1'), await receiptOf('grown-1-000001'), await boardOf('grown', 'grown-1')]; // prettier-ignore
    expect([before.length, board.looks, board.blocks]).toEqual([4, [2], 2]);

    expect(await extended('grown-1', 1, await server.team('curious'))).toMatchObject({ status: 403 });
    expect(await extended('grown-1', 0)).toMatchObject({ status: 400, field: 'blocks' });
    expect(await extended('grown-1', 999)).toMatchObject({ type: 'urn:gridleague:problem:too-many-blocks' });
    await server.scenario({ 'tiny.json': JSON.stringify({ ...TINY, agents: 5 }) });
    expect(await extended('grown-1', 1)).toEqual({ id: 'grown-1' });
    await server.kill();
    server = await ServerProcess.start(folder.path('data'));
    // That of the look before, until the new one is over.
    expect([[2], [2, 3]]).toContainEqual((await boardOf('grown', 'latest')).looks);
    await server.follow('grown-1');

    const run = await runOf('grown-1');
    expect(run).toMatchObject({ state: 'finished', progress: { done: 6, total: 6 }, extensible: true });
    expect(run.looks.map(({ blocks }) => blocks)).toEqual([2, 3]);
    const [first, second] = run.looks.map(({ anchor }) => anchor!);
    expect(first).toEqual(run.anchor);
    expect([second!.submissions, second!.matches === first!.matches]).toEqual([first!.submissions, false]);
    const after = await matchesOf('grown-1');
    expect(after.slice(0, 4)).toEqual(before);
    expect(after.slice(4).map(({ block, state }) => [block, state])).toEqual([
      [3, 'played'],
      [3, 'played'],
    ]);
    expect(await receiptOf('grown-1-000001')).toEqual(receipt);
    expect(receipt).toMatchObject({ anchoredAs: 'grown-1', anchor: first });
    const later = await receiptOf('grown-1-000005');
    expect(later).toMatchObject({ anchoredAs: 'grown-1/look-2', anchor: second });
    expect(later.receipt.root).toBe(second!.matches);
    const grown = await boardOf('grown', 'latest');
    expect([grown.looks, grown.blocks, grown.matches.scored]).toEqual([[2, 3], 3, 6]);
    expect((await server.get('/runs/grown-1')).text).toContain('2: up to block 3');
    expect(await boardOf('grown', 'pooled')).toEqual({ ...grown, pooledRuns: ['grown-1'] });
    hashes = Object.fromEntries(after.map(({ id, resultHash }) => [id, resultHash]));
  });

  it('is verified elsewhere, look by look', async () => {
    const bundle = await download('/api/runs/grown-1/bundle', 'grown.jsonl.gz');
    const { code, stdout } = await gridleague('verify', bundle);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^6 of 6 matches replayed identically/)]);
    expect(stdout).toMatch(/^look 2: the results have the root 0x/m);
    expect(stdout).toMatch(/looked at after blocks \[2,3\]/);
  });

  it('others like it are pooled elsewhere, to the same digits', async () => {
    // Its scenario has another version by now.
    for (const run of ['grown-2', 'grown-3']) {
      await server.post('/api/leagues/grown/runs', {});
      await server.follow(run);
    }
    const bundles = [
      await download('/api/runs/grown-2/bundle', 'second.jsonl.gz'),
      await download('/api/runs/grown-3/bundle', 'third.jsonl.gz'),
    ];
    const { code, stdout, stderr } = await gridleague('results', 'pool', ...bundles, '--json');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^not among them: run 1\. /)]);
    const { agents } = JSON.parse(stdout) as { agents: ApiAnswer<'Board'> };
    expect([agents.looks, agents.pooledRuns]).toEqual([
      [2, 4],
      ['grown-2', 'grown-3'],
    ]);
    expect(agents).toEqual(await boardOf('grown', 'pooled'));
    const all = await gridleague('results', 'pool', ...bundles, folder.path('grown.jsonl.gz'));
    expect(all).toMatchObject({ code: 2, stderr: expect.stringMatching(/their scenarios differ/) as string });
  });

  it('is what the command plays on from its own folder', async () => {
    await writeFile(folder.path('tiny.json'), JSON.stringify(TINY));
    await writeFile(folder.path('league.yaml'), EXTENSIBLE.replace('SCENARIO', folder.path('tiny.json')));
    const own = folder.path('own');
    await gridleague('league', folder.path('league.yaml'), '--no-chain', '--output', own);
    const { code, stderr } = await gridleague('extend', own, '--blocks', '1', '--no-chain', '--workers', '1');
    expect([code, stderr]).toEqual([0, expect.anything()]);
    const verified = await gridleague('verify', own, '--json');
    expect(verified.code).toBe(0);
    const { verdicts } = JSON.parse(verified.stdout) as { verdicts: { match: string; kind: string }[] };
    expect(verdicts.map(({ match }) => match)).toEqual(Object.keys(hashes));
    const lines = execFileSync('gunzip', ['-c', `${own}/run.jsonl.gz`], { encoding: 'utf8' });
    for (const [match, hash] of Object.entries(hashes)) {
      const line = lines.split('\n').find((one) => one.startsWith(`{"match":"${match}"`))!;
      expect((JSON.parse(line) as { report: { resultHash: string } }).report.resultHash).toBe(hash);
    }
  });

  it('needs a league that planned further looks', async () => {
    await server.league(league('fixed', 1).replace('SCENARIO', 'tiny'));
    await server.post('/api/leagues/fixed/runs', {});
    await server.follow('fixed-1');
    expect(await extended('fixed-1', 1)).toMatchObject({ type: 'urn:gridleague:problem:not-extensible' });
    const { code, stderr } = await gridleague(
      ...['extend', 'fixed-1', '--blocks', '1', '--url', server.url, '--token', server.adminToken],
    );
    expect([code, stderr]).toEqual([2, expect.stringMatching(/planned one look/)]);
  });
});

describe('a run that is cancelled', () => {
  it('keeps a board of the blocks that were over, marked everywhere', async () => {
    await server.league(league('ended', 300, 'extensible: true').replace('SCENARIO', 'tiny'));
    await server.post('/api/leagues/ended/runs', {});
    while ((await runOf('ended-1')).progress.done < 3) await new Promise((later) => setTimeout(later, 20));
    await server.post('/api/runs/ended-1/cancel', {});
    await server.follow('ended-1');
    const { done } = (await runOf('ended-1')).progress;
    const board = await boardOf('ended', 'ended-1');
    expect(board).toMatchObject({ cancelledOf: 300, blocks: Math.floor(done / 2) });
    expect(board.matches.scored).toBe(2 * board.blocks);
    for (const { matches } of board.rows) expect(matches).toBe(board.blocks);
    const csv = await server.get('/api/leagues/ended/leaderboard?run=ended-1&format=csv');
    expect(csv.text).toContain(`,${board.blocks},300\r\n`);
    expect((await server.get('/leagues/ended?run=ended-1')).text).toMatch(/was <strong>cancelled<\/strong>/);
    expect(await extended('ended-1', 1)).toMatchObject({ type: 'urn:gridleague:problem:not-finished' });

    const pack = await download('/api/runs/ended-1/paper-pack', 'ended.tar.gz');
    const file = (name: string): string =>
      execFileSync('tar', ['-xzOf', pack, `ended-1/${name}`], { encoding: 'utf8' });
    expect(JSON.parse(file('manifest.json'))).toMatchObject({ cancelled: true });
    expect(JSON.parse(file('agent-board.json'))).toEqual(board);
    const bundle = await download('/api/runs/ended-1/bundle', 'ended.jsonl.gz');
    const refused = await gridleague('verify', bundle);
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringMatching(/it was cancelled: only blocks/),
    ]);
    const { code, stdout } = await gridleague('verify', bundle, '--allow-unverified', '100%');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(`^${done} of 600 matches replayed identically, ${600 - done} without result`),
      ),
    ]);
  });
});

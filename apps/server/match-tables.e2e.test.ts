/** @short-form 1/8 or none; each time: results/export/export.test.ts */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { projectRoot } from '#project-root.js';
import { measuredFiles } from '#leagues/scenario-files/test/measured-days.js';
import type { ApiAnswer } from '#api/schemas.js';
import { testServer } from './test/test-server.js';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const SECRET = 'a secret of more than sixteen characters';
const STREET = {
  ...{ kind: 'community', id: 'street', start: '2025-06-01', step: 'PT1H', periods: 24 },
  households: [
    { id: 'flat', load: { annualEnergy: 2500 } },
    { id: 'roof', load: { annualEnergy: 3500 }, pv: { peakPower: 5 } },
    { id: 'store', load: { annualEnergy: 3000 }, pv: { peakPower: 3 }, battery: { capacity: 6, power: 3 } },
  ],
  grid: { retail: 0.3, feedIn: 0.08 },
};
const league = (id: string, scenario: string, blocks: number, more = ''): string => `
id: ${id}
title: ${id}
format: self-play
scenarios: [${scenario}]
blocks: ${blocks}
entrants: [truthful]
roundCap: 6
limits: { milliseconds: 30000 }
${more}
`;

const test = testServer();
const tablesOf = (match: string, token?: string): Promise<Response> =>
  fetch(`${test.server.url}/api/matches/${match}/tables`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
const run = async (id: string): Promise<void> => {
  await test.server.post(`/api/leagues/${id}/runs`, {});
  await test.server.follow(`${id}-1`);
};

beforeAll(async () => {
  const { server } = test;
  await server.scenario({ 'street.yaml': stringify(STREET) });
  const days = { from: ['2025-06-01/2025-06-10'], hold: ['2025-06-06/2025-06-10'] };
  await server.scenario(measuredFiles(days));
  expect((await server.league(league('open', 'street', 1))).status).toBe(201);
  expect((await server.league(league('held', 'june', 1))).status).toBe(201);
  await run('open');
});

it('every KPI of a match can be computed anew from its tables', async () => {
  const answer = await tablesOf('open-1-000001');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/gzip']);
  await writeFile(join(test.folder, 'tables.tar.gz'), Buffer.from(await answer.arrayBuffer()));
  execFileSync('tar', ['-xzf', 'tables.tar.gz'], { cwd: test.folder });
  const folder = join(test.folder, 'open-1-000001');
  const schedules = (await readFile(join(folder, 'schedules.csv'), 'utf8')).trim().split('\n');
  expect(schedules).toHaveLength(1 + 3 * 24);
  expect(schedules[0]).toMatch(/^household,period,load,.*import,export,charge,discharge,stored,unserved/);
  const { report } = (await test.server.get<ApiAnswer<'Match'>>('/api/matches/open-1-000001')).body;
  const kpis = new Map(
    (await readFile(join(folder, 'kpis.csv'), 'utf8'))
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => [line.split(',')[0]!, Number(line.split(',')[1])]),
  );
  for (const [id, value] of Object.entries(report!.kpis))
    if (value !== null) expect([id, kpis.get(id)]).toEqual([id, value]);
  const orders = (await readFile(join(folder, 'orders.csv'), 'utf8')).trim().split('\n');
  expect(orders[0]).toMatch(/^round,seat,id,order,kind,limit,cost,fill/);
  expect(orders.some((line) => line.startsWith('1,0,flat,1,limited,'))).toBe(true);
  const sent = (await readFile(join(folder, 'transactions.csv'), 'utf8')).trim().split('\n');
  expect(sent[1]).toMatch(/^1,submitOrders,0,flat,\d+,\d+,0x[0-9a-f]{64}/);
  if (!hasPython) return;
  const python = spawnSync('python3', [join(projectRoot, 'docs/examples/kpis.py'), folder], {
    encoding: 'utf8',
  });
  expect([python.status, python.stderr]).toEqual([0, '']);
});

it('shows the orders and the transactions of a round, once somebody has asked for them', async () => {
  const pageOf = async (query: string): Promise<string> =>
    (await fetch(`${test.server.url}/matches/open-1-000001/replay?${query}`)).text();
  const before = await pageOf('round=1');
  expect(before).toMatch(/href="[^"]*orders=yes[^"]*" rel="nofollow">Show the orders/);
  expect(before).toMatch(/Transactions of the round[^]*<th scope="row">flat<\/th>/);
  const page = await pageOf('round=1&orders=yes&seat=0');
  expect(page).toMatch(/[1-9]\d* open orders?, [^]*<th scope="row">flat<\/th>/);
  expect(page).not.toMatch(/<th scope="row">roof<\/th>/);
});

it('a match that is none, or has not been played, has none', async () => {
  expect((await tablesOf('nowhere-1-000001')).status).toBe(404);
});

it('are for the administrator where a day is held: a load is what nobody may train on', async () => {
  await run('held');
  const refused = await tablesOf('held-1-000001');
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringMatching(/days that are held for runs/),
  ]);
  const page = await fetch(`${test.server.url}/matches/held-1-000001/replay?orders=yes`);
  expect(await page.text()).toMatch(/The orders cannot be shown: [^]*days that are held for runs/);
  expect((await tablesOf('held-1-000001', await test.server.team('curious'))).status).toBe(403);
  expect((await tablesOf('held-1-000001', test.server.adminToken)).status).toBe(200);
});

it('and while a sealed seed is', async () => {
  const { server } = test;
  const sealed = createHash('sha256').update(SECRET).digest('hex');
  await server.league(league('sealed', 'street', 300, `seed: { sealed: ${sealed} }`));
  await server.send('PATCH', '/api/leagues/sealed', server.adminToken, JSON.stringify({ seed: SECRET }), {
    'content-type': 'application/json',
  });
  await server.post('/api/leagues/sealed/runs', {});
  const seen = Promise.withResolvers<void>();
  const over = server.follow('sealed-1', (type) => {
    if (type === 'match') seen.resolve();
  });
  await seen.promise;
  expect((await tablesOf('sealed-1-000001')).status).toBe(403);
  await server.post('/api/runs/sealed-1/cancel', {});
  await over;
  expect((await tablesOf('sealed-1-000001')).status).toBe(200);
});

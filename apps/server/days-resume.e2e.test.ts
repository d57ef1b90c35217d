/** @short-form 1/5 or none; each time: matches/workers/worker-process.test.ts, database/queue/sql-match-queue.test.ts */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gridleague } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import { ServerProcess } from './test/server-process.js';

const MONTH = `
kind: community
id: many-days
start: 2025-06-01
step: PT1H
periods: day
days: 12
sky: mixed
households:
  - { id: roof, load: { annualEnergy: 3000 }, pv: { peakPower: 5 }, battery: { capacity: 5, power: 2.5, wear: 0.01 } }
  - { id: plain, load: { annualEnergy: 4000 } }
grid: { retail: 0.32, feedIn: 0.08 }
roundCap: 3
`;
const league = (scenario: string): string => `
id: month
title: A month in a row
format: self-play
scenarios: ['${scenario}']
blocks: 1
entrants: [truthful]
`;

/** More than four days may have: nobody waits for the first of them to be kept any more. */
const MANY = 13;

/** Rounds of the match that a server plays. */
async function roundsIn(server: ServerProcess): Promise<number> {
  const { body } = await server.get<ApiAnswer<'Members'>>('/api/members', server.adminToken);
  return body.items[0]?.playing[0]?.rounds ?? 0;
}

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-days-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Days that a server has left in its file. */
function daysIn(data: string): number {
  const database = new DatabaseSync(join(data, 'gridleague.sqlite'), { readOnly: true });
  const { count } = database.prepare('SELECT count(*) AS "count" FROM "match_day"').get() as {
    count: number;
  };
  database.close();
  return count;
}

it('a match over days goes on after the last one that a server had kept when it was killed, to the same result', async () => {
  const scenario = join(folder, 'many-days.yaml');
  const file = join(folder, 'month.yaml');
  await writeFile(scenario, MONTH);
  await writeFile(file, league(scenario));
  const undisturbed = await gridleague('league', file, '--no-chain', '--workers', '1', '--json');
  const { resultHashes } = JSON.parse(undisturbed.stdout) as { resultHashes: Record<string, string> };

  const data = join(folder, 'data');
  const first = await ServerProcess.start(data);
  await first.withoutShippedLeagues();
  await first.scenario({ 'many-days.yaml': MONTH });
  expect(await first.league(league('many-days'))).toMatchObject({ status: 201 });
  await first.post('/api/leagues/month/runs', {});
  while ((await roundsIn(first)) < MANY) await new Promise((later) => setTimeout(later, 10));
  await first.kill();
  const kept = daysIn(data);
  expect(kept).toBeGreaterThan(0);

  const second = await ServerProcess.start(data);
  try {
    await second.follow('month-1');
    const { body } = await second.get<ApiAnswer<'Match'>>('/api/matches/month-1-000001');
    expect(body.report).toMatchObject({ resultHash: Object.values(resultHashes)[0] });
    expect(body.report!.days!.perDay).toHaveLength(12);
    expect(await second.post('/api/matches/month-1-000001/verify', {})).toMatchObject({
      body: { identical: true },
    });
  } finally {
    await second.stop();
  }
  expect(daysIn(data)).toBe(0);
});

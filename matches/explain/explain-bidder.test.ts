import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchFileOf, writeMatchFile } from '../play/match-file.js';
import { PlaySetting, type PlayedScenario } from '../play/play-setting.js';
import { explainBidder } from './explain-bidder.js';
import { keptMatch } from './find-match.js';
import type { RepeatableMatch } from './repeated-match.js';

/** Two homes of which nothing can be moved, and one with a battery; 32 ct, 8 ct, and 2 ct of fee on what is bought locally. */
const SCENARIO = `kind: community
id: planned
mechanism: double-auction
start: 2025-07-08
step: PT1H
periods: 12
households:
  - { id: roof, load: { annualEnergy: 3000 }, pv: { peakPower: 6 } }
  - { id: cell, load: { annualEnergy: 3500 }, pv: { peakPower: 4 }, battery: { capacity: 5, power: 2.5 } }
  - { id: plain, load: { annualEnergy: 3000 } }
grid: { retail: 0.32, feedIn: 0.08 }
localFee: 0.02
`;

/** Asks for too much until the last periods, speaks, and once for what cannot be. */
const GREEDY = `import { defineBidder } from '@gridleague/sdk';
export default defineBidder({
  name: 'greedy',
  create: () => ({
    order(view) {
      console.log('period', view.period);
      if (view.amount === 0) return null;
      if (view.period === 9) throw new Error('tired');
      return view.side === 'ask'
        ? { side: 'ask', price: view.period < 8 ? 31 : 9 }
        : { side: 'bid', prices: { pv: 30, chp: 30 } };
    },
  }),
});`;

let folder: string;
let played: PlayedScenario;
let match: RepeatableMatch;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-explain-bidder-'));
  const [scenario, greedy] = [join(folder, 'planned.yaml'), join(folder, 'greedy.ts')];
  await writeFile(scenario, SCENARIO);
  await writeFile(greedy, GREEDY);
  const request = { scenario, agents: [greedy, 'planner', 'planner'], dealer: 'passive', rules: {} };
  const setting = await PlaySetting.open(
    { ...request, chain: 'memory', dataFolder: folder, execution: 'sandbox', seated: 'bidder' },
    '1',
  );
  try {
    played = await setting.play('1');
    const file = join(folder, 'match.json');
    await writeMatchFile(file, matchFileOf(setting, {}, played.report)!);
    match = (await keptMatch(file, folder))!;
  } finally {
    await setting.close();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('tells a buyer period by period what it ordered and got, which adds up to what it saved', async () => {
  const { id, plugin, repeated, summary, periods } = await explainBidder(match, 2);
  expect({ id, plugin, repeated }).toEqual({ id: 'plain', plugin: 'planner', repeated: true });
  expect(periods.map(({ period }) => period)).toEqual(Array.from({ length: 12 }, (_, t) => t + 1));
  expect(summary.traded).toBeGreaterThan(0);
  // It has nothing to move: what trades earn against the grid, fees counted, is all it saves.
  expect(summary.earned).toBeCloseTo(played.report.perSeat[2]!.saving, 6);
  for (const { meter, order, traded, grid } of periods) {
    expect([grid, Math.sign(meter!), order!.side]).toEqual([{ sells: 32, buys: 8 }, -1, 'bid']);
    expect(order!.amount).toBeGreaterThanOrEqual(traded.pv);
  }
});

it('tells a seller that asked for too much what another price would have earned', async () => {
  const { summary, periods, repeated } = await explainBidder(match, 0);
  expect(repeated).toBe(true);
  // Orders are whole Wh: within what the half of one costs in each period.
  expect(summary.earned).toBeCloseTo(played.report.perSeat[0]!.saving, 3);
  const asked = periods.filter(({ order, period }) => order?.side === 'ask' && period <= 8);
  expect(asked.length).toBeGreaterThan(0);
  for (const { traded, earned, price } of asked)
    expect({ traded, earned, price }).toEqual({ traded: { pv: 0, chp: 0 }, earned: 0, price: null });
  const { largestMiss, attainable } = summary;
  // Buyers pay up to 30 ct, the grid pays 8, and the other seller asks for something in between.
  const { order, earned } = largestMiss!.best!;
  const { price } = order as Extract<typeof order, { side: 'ask' }>;
  expect([order.side, price > 8, price <= 30, earned > 0]).toEqual(['ask', true, true, true]);
  expect(attainable).toBeGreaterThanOrEqual(summary.earned + earned - largestMiss!.earned - 1e-9);
  const lost = periods.find(({ failures }) => failures.length > 0)!;
  expect(lost).toMatchObject({ period: 10, order: null, console: ['period 9'] });
  expect(summary).toMatchObject({ lostTurns: 1, firstReason: expect.stringMatching(/^period 10: threw: .*tired/) as string }); // prettier-ignore
});

it('refuses a seat that there is not', async () => {
  await expect(explainBidder(match, 3)).rejects.toThrow('the seats of planned/1 are 0 to 2');
});

/** @short-form 1/5; each time: explain-bidder.test.ts */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MatchLogs } from '../ledger/match-logs.js';
import { matchFileOf, writeMatchFile } from '../play/match-file.js';
import { PlaySetting, type PlayedScenario } from '../play/play-setting.js';
import type { DaysReport } from '../days/join-days.js';
import { explainSeat, type SeatExplanation } from './explain-seat.js';
import { keptMatch } from './find-match.js';

let folder: string;
let played: PlayedScenario;
let settledLast: PlayedScenario;

/** Holds out for far too much in the first three rounds, then is honest; tells its console and reckons with its own prices. */
const GREEDY = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'greedy',
  create: () => ({
    bid(view, tools) {
      console.log('round', view.round);
      const options = tools.bestBundles(view.prices.map((price) => price + 0.01));
      return options.map((o) => ({ ...o, limit: view.round < 4 ? o.value - 50 : o.value }));
    },
  }),
});`;

/** Asks in each market for less of the gain than in the one before, as its memory says. */
const REMEMBERING = `import { defineAgent, dot } from '@gridleague/sdk';
export default defineAgent({
  name: 'remembering',
  create({ day }) {
    const markets = Number(day?.memory || 0);
    return {
      bid: ({ prices }, { bestBundles }) =>
        bestBundles(prices).map((o) => ({ ...o, limit: o.value - (o.value - dot(prices, o.bundle)) * 0.5 ** markets })),
      remember: () => String(markets + 1),
    };
  },
});`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-explain-'));
  await writeFile(join(folder, 'greedy.ts'), GREEDY);
  played = await playedAndKept('blems-example', [join(folder, 'greedy.ts'), 'truthful']);
  settledLast = await playedAndKept('demo-street', ['truthful']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function playedAndKept(scenario: string, agents: readonly string[]): Promise<PlayedScenario> {
  const rules = { roundCap: 8 };
  const setting = await PlaySetting.open(
    {
      ...{ scenario, agents, dealer: 'passive', rules },
      ...{ chain: 'memory', dataFolder: folder, execution: 'sandbox' },
    },
    '1',
  );
  try {
    const one = await setting.play('1');
    const match = matchFileOf(setting, rules, one.report)!;
    await writeMatchFile(new MatchLogs(folder).recordOf(match.id), match);
    return one;
  } finally {
    await setting.close();
  }
}

async function explained(seat: number, scenario = 'blems-example'): Promise<SeatExplanation> {
  return explainSeat((await keptMatch(`${scenario}/1`, folder))!, seat);
}

it('tells a seat that held out what its limits cost it', async () => {
  const { summary, rounds, repeated, plugin } = await explained(0);
  expect({ repeated, plugin }).toEqual({ repeated: true, plugin: 'greedy' });
  const [first] = rounds;
  expect(first!.console).toEqual(['round 1']);
  // 50 EUR less than it is worth: no price of the round is so low.
  const [order] = first!.orders;
  expect(order!.limit).toBeCloseTo(order!.worth! - 50, 6);
  expect(order).toMatchObject({ from: 'sent', fill: 0, earned: 0 });
  expect(order!.missed).toBeCloseTo(Math.max(0, order!.worth! - order!.price), 9);
  expect(first!.forecast).toEqual(first!.announced.map((price) => price + 0.01));
  expect(summary.firstTrade === null || summary.firstTrade > 3).toBe(true);
  expect(summary.largestMiss!.round).toBeLessThan(4);
  expect(rounds.reduce((sum, { gained }) => sum + gained, 0)).toBeCloseTo(summary.earned, 9);
  expect(summary.earned).toBeCloseTo(played.report.perSeat[0]!.saving, 9);
});

it('weighs what a seat earned by what the optimum gives it', async () => {
  const { summary, rounds } = await explained(1);
  const { optimum, noTrade } = played.report;
  const other = (await explained(0)).summary;
  // At the optimum's prices the gains of all seats, the dealer's among them, add up to all there is: hers is for what it holds.
  expect(summary.optimum! + other.optimum!).toBeLessThanOrEqual(noTrade - optimum + 1e-6);
  expect(summary.optimum!).toBeGreaterThan(0);
  for (const { orders } of rounds)
    for (const { from, limit, worth, missed } of orders.filter((one) => one.from === 'sent')) {
      // Truthful: its limit is the worth, so no other limit earns more.
      expect([from, missed]).toEqual(['sent', expect.closeTo(0, 9) as number]);
      expect(limit).toBeCloseTo(worth!, 6);
    }
});

it('tells what settlement at the final prices changed in what the rounds show', async () => {
  expect((await explained(0)).summary.settlement).toBeNull();
  const { summary, rounds } = await explained(0, 'demo-street');
  const { alongPath } = settledLast.report.settlement!;
  const { payment, saving } = settledLast.report.perSeat[0]!;
  expect(summary.settlement).toBeCloseTo(alongPath[0]! - payment, 9);
  expect(summary.settlement).not.toBeCloseTo(0, 3);
  expect(rounds.reduce((sum, { gained }) => sum + gained, summary.settlement!)).toBeCloseTo(saving, 9);
});

it('refuses a seat that there is not, and matches that it does not know', async () => {
  await expect(explained(7)).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringContaining('0 to 1') as string,
  });
  expect(await keptMatch('never-played/1', folder)).toBeNull();
  const damaged = join(folder, 'damaged.json');
  await writeFile(damaged, '{"format":"gridleague-match","version":1,"seed":7}');
  await expect(keptMatch(damaged, folder)).rejects.toMatchObject({ kind: 'input' });
});

it('tells what became of a seat on one day of several, which go as they did', async () => {
  const file = join(folder, 'days.yaml');
  await writeFile(
    file,
    `kind: community
id: days
start: 2025-07-08
step: PT1H
periods: 24
days: 2
retrade: 12
forecast: { noisy: { load: 0.2, pv: 0.2 } }
imbalance: { short: { offset: 0.05 }, long: { offset: -0.03 } }
households:
  - { id: roof, load: { annualEnergy: 3000 }, pv: { peakPower: 6 } }
  - { id: plain, load: { annualEnergy: 3000 } }
grid: { retail: 0.32, feedIn: 0.08 }
`,
  );
  await writeFile(join(folder, 'remembering.ts'), REMEMBERING);
  const { report } = await playedAndKept(file, [join(folder, 'remembering.ts'), 'truthful']);
  const match = (await keptMatch('days/1', folder))!;
  const markets = (report as DaysReport).days.perDay[1]!.markets;
  for (const [n, period] of [0, 12].entries()) {
    const told = await explainSeat(match, 1, { day: 2, period });
    expect(told).toMatchObject({ id: 'plain', repeated: true, day: 2, period });
    expect(told.rounds.length).toBeGreaterThan(0);
    expect(told.summary.lastRound).toBe(markets[n]!.rounds);
    expect(told.drawn.instance.resources).toHaveLength(24 - period);
  }
  await expect(explainSeat(match, 1)).rejects.toThrow('has 2 days: say which one is to be explained');
  await expect(explainSeat(match, 1, { day: 3, period: 0 })).rejects.toThrow(
    '--day 3: the days of days/1 are 1 to 2',
  );
  await expect(explainSeat(match, 1, { day: 1, period: 5 })).rejects.toThrow(
    'the markets of that day open in periods 0, 12',
  );
  await expect(
    explainSeat((await keptMatch('blems-example/1', folder))!, 1, { day: 1, period: 0 }),
  ).rejects.toThrow('--day: blems-example/1 is one day');
});

/** @short-form 1/3 or none; each time: apps/cli/play/days/play-days.test.ts, uncertain-plant.test.ts */
import type { ChainSummary } from '#contracts/client/chain-ledger.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homesOf } from './days-tables.js';
import { hoursFrom, playedDays } from './test/played-days.js';
import { wholeMatch } from './whole-match.js';

/** By the hour; -1: in every hour. */
const at = (hours: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 24 }, (_, hour) => (hours[hour] ?? 0) + (hours[-1] ?? 0));
const column = (name: string): object => ({ csv: 'homes.csv', column: name, unit: 'kWh', time: 'time' });

/**
 * Both use 0.1 kWh in every hour. Of noon's sun 1.9 kWh are left, which the roof keeps and sells to the neighbour at eight, when retail is
 * 0.35 instead of 0.30. That it uses 2 kWh more at two nobody foresees. Without another market it is short of 2 kWh at 0.40. With one
 * it takes what it has kept, is short of 0.1 kWh, and loads its battery once more, at 0.30 and a wear of 0.001, for what it owes.
 */
const surprise = {
  households: [
    {
      ...{ id: 'roof', load: { series: column('load'), forecast: column('none') } },
      pv: { series: column('sun'), forecast: column('sun') },
      battery: { capacity: 1.9, power: 2, efficiency: 1, initial: 0, wear: 0.001 },
    },
    { id: 'neighbour', load: { series: column('evening'), forecast: column('evening') } },
  ],
  grid: {
    retail: { otherwise: 0.3, windows: [{ from: '20:00', to: '21:00', price: 0.35 }] },
    feedIn: 0.1,
  },
  ...{ forecast: 'series', imbalance: { short: 0.4, long: 0.05 } },
};
const files = {
  'homes.csv': hoursFrom('2025-06-10', {
    ...{ load: at({ [-1]: 0.1, 14: 2 }), none: at({ [-1]: 0.1 }), sun: at({ 12: 2.1 }) },
    evening: at({ [-1]: 0.1, 20: 2 }),
  }),
};

/** Fails unless it is told of each market of the day. */
const WATCHFUL = `
import { affordable, defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'watchful',
  create: ({ day, seat, endowment }) => {
    const { period, traded, contracts, expected, memory } = day;
    if (memory !== ['', '0', '0,8'][period / 8]) throw new Error('remembers ' + memory);
    if (period + traded !== 24 || contracts.length !== traded) throw new Error('another day');
    contracts.forEach((bought, t) => {
      if (seat === 0 && period > 0 && period + t === 20 && !(bought < -1.7)) throw new Error('sold ' + -bought);
      if (Math.abs(endowment[t] - expected.generation[t] - bought) > 1e-9) throw new Error('holds something else');
    });
    return {
      bid: (view, tools) => affordable(tools.bestBundles(view.prices).map((o) => ({ ...o, limit: o.value })), view),
      remember: () => (memory === '' ? '' : memory + ',') + period,
    };
  },
});`;

it('what nobody foresaw is bought again in the next market, not settled as imbalance', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-retrade-'));
  try {
    const watchful = join(folder, 'watchful.ts');
    await writeFile(watchful, WATCHFUL);
    const once = (await playedDays(surprise, files)).report;
    const { report, records } = await playedDays({ ...surprise, retrade: 8 }, files, { agents: [watchful] });
    expect(report.perSeat.flatMap(({ failures }) => failures)).toEqual([]);
    const without = 2 * 0.4;
    const anew = 0.1 * 0.4 + 1.9 * (0.3 + 0.001);
    expect(once.cost - report.cost).toBeCloseTo(without - anew, 5);
    expect(once.optimum - report.optimum).toBeCloseTo(without - anew, 6);
    expect([once.days.imbalance.short, report.days.imbalance.short]).toEqual([
      expect.closeTo(2, 6),
      expect.closeTo(0.1, 6),
    ]);
    const { markets: sessions } = report.days.perDay[0]!;
    expect(sessions.map(({ period }) => period)).toEqual([0, 8, 16]);
    // whoever supplies it, the neighbour has what it wants
    expect(records[0]!.homes[1]!.planned.consumption[20]).toBeCloseTo(2.1, 9);
    expect(report.days.conservation).toEqual({
      ...{ energy: '0', imbalance: '0', contracts: '0', cash: '0', handOver: '0' },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/**
 * At noon the grid pays 0.06 for what is drawn and takes 0.08 for what is fed in: the roof turns its plant down and is paid for loading its
 * battery. What comes at two costs what it costs above; nobody burns energy to earn.
 */
it('where noon has a price below zero contracts follow it', async () => {
  const noon = (price: number): object => ({ from: '12:00', to: '13:00', price });
  const { retail } = surprise.grid;
  const below = {
    ...surprise,
    grid: {
      retail: { ...retail, windows: [...retail.windows, noon(-0.06)] },
      feedIn: { otherwise: 0.1, windows: [noon(-0.08)] },
    },
    imbalance: { short: 0.4, long: { otherwise: 0.05, windows: [noon(-0.1)] } },
  };
  const once = (await playedDays(below, files)).report;
  const { report } = await playedDays({ ...below, retrade: 8 }, files);
  // 0.1 kWh of both at 0.30, but for noon, eight (0.3 beyond the battery) and 1.9 into the battery
  const foreseen = (21 + 22 + 1) * 0.1 * 0.3 + 0.3 * 0.35 - 0.06 * (0.2 + 1.9) + 0.001 * 1.9;
  const anew = 0.1 * 0.4 + 1.9 * (0.3 + 0.001);
  expect(once.cost).toBeCloseTo(foreseen + 2 * 0.4, 5);
  expect(report.cost).toBeCloseTo(foreseen + anew, 5);
  expect(report.optimum).toBeCloseTo(foreseen + anew, 6);
  expect(report.days.perDay[0]!.markets).toHaveLength(3);
  expect(new Set(Object.values(report.days.conservation))).toEqual(new Set(['0']));
});

describe('two days on forecasts that get better', () => {
  const sigma = [
    { lead: 0, sigma: 0.05 },
    { lead: 24, sigma: 0.3 },
  ];
  const community = {
    households: [
      {
        ...{ id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 } },
        battery: { capacity: 5, power: 2.5, wear: 0.01 },
      },
      {
        ...{ id: 'plain', load: { annualEnergy: 4000 } },
        ev: { energy: 6, power: 3.7, arrival: '18:00', departure: '06:00' },
      },
    ],
    ...{ grid: { retail: 0.32, feedIn: 0.08 }, localFee: 0.04, dealer: { pv: { peakPower: 1 } } },
    ...{ days: 2, retrade: 12, forecast: { noisy: { load: sigma, pv: sigma } } },
    imbalance: { short: { offset: 0.06 }, long: { offset: -0.04 } },
  };
  let played: ReturnType<typeof playedDays>;

  beforeAll(async () => {
    played = playedDays(community);
    await played;
  });

  it('loses nothing to the last unit, and bills are what was paid', async () => {
    const { report, rolling, records } = await played;
    expect(report.days.conservation).toEqual({
      ...{ energy: '0', imbalance: '0', contracts: '0', cash: '0', handOver: '0' },
    });
    const { real } = wholeMatch(rolling, records);
    homesOf(report).forEach(({ cost, bill }, j) => {
      const wear = 0.01 * real.households[j]!.discharge.reduce((all, energy) => all + energy, 0);
      expect(cost).toBeCloseTo(bill + wear, 6);
    });
    expect(report.days.perDay.map(({ markets }) => markets.length)).toEqual([2, 2]);
  });

  it('ends on a chain as in memory', async () => {
    const onChain = await playedDays(community, {}, { chain: 'embedded' });
    const inMemory = (await played).report;
    expect(onChain.report.resultHash).toBe(inMemory.resultHash);
    // Two days of two markets, each a contract; what is told of them beside is the same.
    const { contracts, transactions, senders } = onChain.report.chain as ChainSummary;
    expect(new Set(contracts).size).toBe(4);
    const sent = senders.map((one) => one.transactions);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(transactions);
    for (const count of sent) expect(count).toBeGreaterThanOrEqual(4);
    const told = ({ chain: _, timing: __, ...report }: typeof inMemory): object => report;
    expect(told(onChain.report)).toEqual(told(inMemory));
  });
});

it.each([
  [{ forecast: 'perfect', imbalance: undefined, retrade: 4 }, 'everybody knows what comes'],
  [{ retrade: 24 }, 'a day of 24 is over'],
  [{ retrade: 4, grid: { retail: 0.1, feedIn: 0.2 } }, 'where feed-in is above what the market asks'],
  [
    {
      ...{ retrade: 4, grid: { retail: -0.02, feedIn: -0.05, connection: 'gross' } },
      households: [{ id: 'a', load: { annualEnergy: 3000 }, pv: { peakPower: 3 } }],
    },
    'where prices are below zero a, which feeds in nothing, could not leave what it bought',
  ],
])('refuses %j', async (fields, reason) => {
  const homes = [{ id: 'a', load: { annualEnergy: 3000 } }];
  const forecast = { noisy: { load: 0.2 } };
  const imbalance = { short: 0.6, long: 0 };
  const grid = { retail: 0.3, feedIn: 0.1 };
  await expect(playedDays({ households: homes, grid, forecast, imbalance, ...fields })).rejects.toThrow(
    reason,
  );
});

/** @short-form 1/3 or none; each time: collected-fees.test.ts, apps/cli/play/days/play-days.test.ts */
import { dealt } from '#market/test/short-form.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import type { PlayedDays } from '../play/play-days.js';
import { daysTables } from './days-tables.js';
import { playedDays } from './test/played-days.js';
import { wholeMatch } from './whole-match.js';

const storage = { capacity: 6, power: 3, efficiency: 0.9, initial: 0.4, wear: 0.01 };
const homes = [
  {
    ...{ id: 'roof', load: { annualEnergy: 3500 }, pv: { peakPower: 6 } },
    battery: { capacity: 5, power: 2.5, wear: 0.01 },
  },
  {
    ...{ id: 'plain', load: { annualEnergy: 4000 } },
    ev: { energy: 6, power: 3.7, arrival: '18:00', departure: '06:00' },
  },
];
const noon = (price: number): object => ({ from: '11:00', to: '14:00', price });
/** So far that burning energy in a battery would earn more than the wear of it costs. */
const below = {
  retail: { otherwise: 0.3, windows: [noon(-0.3)] },
  feedIn: { otherwise: 0.08, windows: [noon(-0.35)] },
};
const wrong = { noisy: { load: 0.2, pv: 0.3 } };

/** Days of what is otherwise tried alone. */
const kinds: readonly [string, object][] = [
  [
    'an outage, a limit of the coupling, and a storage of the block',
    {
      ...{ households: homes, dealer: { pv: { peakPower: 2 }, storage }, regulation: 'AT-community-local' },
      grid: { importLimit: 6, outages: [{ from: '18:00', to: '20:00' }] },
      ...{ valueOfLostLoad: 2, chain: { collectFees: true } },
    },
  ],
  [
    'two meters a home, the second day known, and a storage of the block',
    {
      ...{ households: homes, dealer: { storage }, localFee: 0.03, horizon: 36 },
      grid: { retail: 0.3, feedIn: 0.1, connection: 'gross' },
      chain: { collectFees: true },
    },
  ],
  [
    'prices below zero, plants that must generate, and what is left of a day traded anew',
    {
      ...{ households: homes, curtailment: 'none', localFee: 0.02, forecast: wrong, retrade: 12 },
      grid: below,
      imbalance: { short: { offset: 0.05 }, long: { offset: -0.04 } },
      chain: { collectFees: true },
    },
  ],
  [
    'two meters a home on forecasts that may be wrong, and what is left of a day traded anew',
    {
      ...{ households: homes, localFee: 0.02, forecast: wrong, retrade: 12 },
      grid: { retail: 0.3, feedIn: 0.08, connection: 'gross' },
      // whoever uses less in the evening than is due gets more than the next hour costs
      imbalance: {
        short: { otherwise: 0.31, windows: [{ from: '19:00', to: '20:00', price: 0.6 }] },
        long: { otherwise: 0.05, windows: [{ from: '19:00', to: '20:00', price: 0.5 }] },
      },
    },
  ],
  [
    'two meters a home on forecasts that may be wrong, and prices below zero',
    {
      ...{ days: 1, households: homes, localFee: 0.02, forecast: wrong },
      grid: { ...below, connection: 'gross' },
      imbalance: { short: { offset: 0.05 }, long: { offset: -0.04 } },
    },
  ],
  [
    'uncertain sun of the dealer with a storage of the block, prices below zero',
    {
      ...{ households: homes, localFee: 0.02, forecast: 'persistence', retrade: 12 },
      dealer: { pv: { peakPower: 4 }, storage, output: 'forecast' },
      grid: below,
      imbalance: { short: { offset: 0.05 }, long: { offset: -0.04 } },
    },
  ],
];

describe('two days with', () => {
  it.each(dealt(kinds, 1))('%s: lose nothing, on a chain as in memory', async (name, fields) => {
    const memory = await playedDays({ days: 2, ...fields });
    const onChain = await playedDays({ days: 2, ...fields }, {}, { chain: 'embedded' });
    expect(onChain.report.resultHash).toBe(memory.report.resultHash);
    const { report } = memory;
    expect(new Set(Object.values(report.days.conservation))).toEqual(new Set(['0']));
    expect(new Set(report.conservation.resources)).toEqual(new Set(['0']));
    expect(report.efficiency).toBeGreaterThan(0.9);
    expect(memory.records.some(({ prices }) => prices.some((price) => price < 0))).toBe(
      name.includes('below'),
    );
    const { fees } = report.chain;
    expect(onChain.report.chain.fees).toEqual(fees);
    if (fees) expect(localOnBills(memory)).toBe(total(fees.paid));
    expectPhysical(memory);
    expectBillsAddUp(memory);
  });
});

const total = (amounts: readonly string[]): bigint => amounts.reduce((sum, one) => sum + BigInt(one), 0n);

/** What bills say local energy costs beyond its price. */
function localOnBills({ rolling, records }: PlayedDays): bigint {
  const due = (lines: NonNullable<RollingDays['truth']['billing']>['lines']): bigint => {
    const billing = { lines, standing: [] };
    const { bills } = wholeMatch({ ...rolling, truth: { ...rolling.truth, billing } }, records);
    return bills.reduce((sum, bill) => sum + bill.total, 0n);
  };
  return due(rolling.truth.billing!.lines.filter(({ flow }) => flow === 'local')) - due([]);
}

/** What receivers get is what households pay, to the last unit. */
function expectBillsAddUp(played: PlayedDays): void {
  const amounts = (file: string, column: number, wanted: (row: string[]) => boolean): bigint =>
    daysTables(played)
      .get(file)!
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','))
      .filter(wanted)
      .reduce((sum, row) => sum + BigInt(row[column]!.replace('.', '')), 0n);
  const paid = amounts('bills.csv', 4, (row) => row[1] === 'total');
  expect(amounts('receivers.csv', 1, () => true)).toBe(paid);
  expect(amounts('bills.csv', 4, (row) => row[1] !== 'total')).toBe(paid);
}

/** Cells hold what went in less what came out: nobody charges and discharges at once, which would burn energy. */
function expectPhysical({ rolling, records }: PlayedDays): void {
  const { real } = wholeMatch(rolling, records);
  real.households.forEach(({ consumption, charge, discharge, stored }, j) => {
    const { batteries, feedsIn } = rolling.truth.households[j]!;
    const [battery, another] = batteries;
    // Nothing goes back through a meter of consumption alone.
    if (feedsIn === false)
      consumption.forEach((energy, t) =>
        expect(energy + charge[t]! - discharge[t]!).toBeGreaterThanOrEqual(-1e-6),
      );
    if (!battery || another) return;
    const oneWay = Math.sqrt(battery.efficiency);
    stored.forEach((held, t) => {
      const before = t === 0 ? battery.initialEnergy : stored[t - 1]!;
      expect(held - before).toBeCloseTo(oneWay * charge[t]! - discharge[t]! / oneWay, 5);
      expect(Math.min(charge[t]!, discharge[t]!)).toBeLessThan(1e-6);
    });
  });
}

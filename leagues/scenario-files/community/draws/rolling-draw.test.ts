import { windowOf } from '#market/energy/days/rolling-days.js';
import { scenarioFrom } from '../../scenario-from.js';

const fields = {
  ...{ kind: 'community', id: 'days', start: '2025-06-10', step: 'PT1H', periods: 'day' },
  households: [
    {
      id: 'roof',
      count: 3,
      load: { annualEnergy: 3000 },
      pv: { peakPower: 5 },
      battery: { capacity: 5, power: 2 },
    },
  ],
  grid: { retail: 0.3, feedIn: 0.1 },
};
const imbalance = { short: 0.4, long: 0.05 };
const drawn = async (more: object) => (await scenarioFrom({ ...fields, ...more }, 'days', read)).draw('1');

/** Two days by the hour: the first has 1, 2, 3 ..., the second ten times as much. */
const rows = Array.from({ length: 48 }, (_, t) => {
  const at = new Date(Date.UTC(2025, 5, 9) + t * 3_600_000).toISOString().slice(0, 16);
  return `${at},${((t % 24) + 1) * (t < 24 ? 1 : 10)}`;
});
const read = (): Promise<string> => Promise.resolve(['time,load', ...rows, ''].join('\n'));
const series = { csv: 'load.csv', column: 'load', unit: 'Wh', time: 'time' };
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

it('a perfect forecast is no forecast: the market is the same', async () => {
  const plain = await drawn({});
  expect((await drawn({ forecast: 'perfect' })).instance).toEqual(plain.instance);
  expect((await drawn({ forecast: 'perfect' })).rolling).toBeUndefined();
});

it('what comes true is the same under every forecast', async () => {
  const [plain, noisy, before] = await Promise.all(
    [{}, { forecast: { noisy: { load: 0.3 } }, imbalance }, { forecast: 'persistence', imbalance }].map(
      drawn,
    ),
  );
  const [home] = plain!.community!.households;
  for (const { rolling } of [noisy!, before!]) expect(rolling!.truth.households[0]!.load).toEqual(home!.load);
  expect(noisy!.community!.households[0]!.load).not.toEqual(home!.load);
  expect(before!.community!.households[0]!.load).not.toEqual(home!.load);
});

it('persistence: as 24 hours before, and farther ahead as on the last day that is known', async () => {
  const { rolling } = await drawn({
    ...{ households: [{ id: 'home', load: { series } }], forecast: 'persistence', imbalance },
  });
  const { load } = rolling!.foresee({ day: 0, from: 0, traded: 24, settled: 24, period: 0, periods: 24 })[0]!;
  expect(Array.from(load.slice(0, 3))).toEqual([0.001, 0.002, 0.003]);
  expect(Array.from(rolling!.truth.households[0]!.load.slice(0, 3))).toEqual([0.01, 0.02, 0.03]);
  const beyond = rolling!.foresee({ day: 0, from: 0, traded: 24, settled: 24, period: 0, periods: 30 })[0]!;
  expect(Array.from(beyond.load.slice(24, 27))).toEqual([0.001, 0.002, 0.003]);
  await expect(
    drawn({
      ...{ start: '2025-06-09', households: [{ id: 'home', load: { series } }] },
      forecast: 'persistence',
      imbalance,
    }),
  ).rejects.toThrow(
    /households\[0\]\.load\.series: load\.csv: covers .* the day before, which `forecast: persistence` needs/,
  );
});

it('noisy: right on average, farther off the farther ahead, one error for all plants, seeded', async () => {
  const noise = {
    noisy: {
      load: [
        { lead: 0, sigma: 0 },
        { lead: 24, sigma: 0.4 },
      ],
      pv: 0.3,
    },
  };
  const { rolling } = await drawn({ forecast: noise, imbalance, days: 60 });
  const errors = (hour: number): number[] =>
    Array.from({ length: 60 }, (_, day) => {
      const window = windowOf(rolling!, day);
      return rolling!
        .foresee(window)
        .map(({ load }, j) => load[hour]! / rolling!.truth.households[j]!.load[window.from + hour]!);
    }).flat();
  const mean = (values: number[]): number =>
    values.reduce((total, value) => total + value, 0) / values.length;
  const spread = (values: number[]): number => Math.sqrt(mean(values.map((value) => (value - 1) ** 2)));
  expect(spread(errors(0))).toBeLessThan(0.02);
  expect(spread(errors(12))).toBeGreaterThan(0.14);
  expect(spread(errors(12))).toBeLessThan(0.3);
  expect(spread(errors(23))).toBeGreaterThan(0.3);
  expect(mean(errors(12))).toBeCloseTo(1, 1);
  const window = windowOf(rolling!, 5);
  const [a, b] = rolling!.foresee(window);
  const ratio = (of: typeof a, j: number): number =>
    of!.generation[12]! / rolling!.truth.households[j]!.generation[window.from + 12]!;
  expect(ratio(a, 0)).toBeCloseTo(ratio(b, 1), 4);
  expect(rolling!.foresee(window)).toEqual(rolling!.foresee(window));
  expect(sum(rolling!.foresee(windowOf(rolling!, 6))[0]!.load)).not.toBeCloseTo(sum(a!.load), 3);
});

it('days are local: the day on which clocks go back has 25 hours', async () => {
  const { rolling } = await drawn({ start: '2025-10-25', timeZone: 'Europe/Berlin', days: 3, horizon: 36 });
  expect(rolling!.bounds).toEqual([0, 24, 49, 73]);
  expect([0, 1, 2].map((day) => windowOf(rolling!, day).periods)).toEqual([36, 36, 24]);
});

const offset = { short: { offset: 0.05 }, long: { offset: -0.02 } };
const noisy = { forecast: { noisy: { pv: 0.2 } }, imbalance: offset };

it.each<[string, object, RegExp]>([
  ['an unknown forecast', { forecast: 'astrology' }, /forecast: must be perfect, persistence, series, or/],
  [
    'a sigma below zero',
    { forecast: { noisy: { load: -0.1 } }, imbalance },
    /forecast\.noisy\.load: .*not below 0/,
  ],
  ['no error at all', { forecast: { noisy: {} }, imbalance }, /has no error/],
  [
    'leads out of order',
    {
      forecast: {
        noisy: {
          pv: [
            { lead: 5, sigma: 0 },
            { lead: 1, sigma: 1 },
          ],
        },
      },
      imbalance,
    },
    /near to far/,
  ],
  ['no imbalance prices', { forecast: 'persistence' }, /imbalance: is missing/],
  [
    'long above short',
    { forecast: 'persistence', imbalance: { short: 0.2, long: 0.25 } },
    /imbalance\.long: is 0\.25 in period 0, above `short` \(0\.2\): to differ from one's schedule would earn/,
  ],
  ['no series', { forecast: 'series', imbalance }, /no load and no plant has one/],
  ['an island', { ...noisy, grid: undefined, island: {}, valueOfLostLoad: 1 }, /only where a grid settles/],
  [
    'an import limit',
    { ...noisy, grid: { ...fields.grid, importLimit: 9 }, valueOfLostLoad: 1 },
    /grid\.importLimit: may be broken/,
  ],
  ['a day of 12 hours', { days: 2, periods: 12 }, /periods: are 12 hours, and a day has 24/],
  ['a horizon within the day', { days: 2, horizon: 12 }, /horizon: of 12 hours ends before the day/],
  ['a horizon of one day', { horizon: 36 }, /say how many `days`/],
  [
    'days that are drawn as well',
    { days: 2, draw: { days: { from: '2025-06-01/2025-06-09' } } },
    /draw\.days: draws single days/,
  ],
  [
    'a double auction',
    { days: 2, mechanism: 'double-auction', households: [{ id: 'home' }] },
    /days: belongs to the bundle market/,
  ],
])('refuses %s', async (_, more, reason) => {
  await expect(drawn(more)).rejects.toThrow(reason);
});

it('says where it pays to differ from a schedule', async () => {
  const { notices } = await drawn({ forecast: 'persistence', imbalance: { short: 0.35, long: 0.32 } });
  expect(notices).toEqual([expect.stringMatching(/^imbalance\.long is above retail in 24 periods/)]);
  expect((await drawn({ ...noisy })).notices).toBeUndefined();
});

import { scenarioFrom } from '../../scenario-from.js';
import type { DrawnMarket } from '../../scenario.js';

const hours = (value: (hour: number) => number | string): string =>
  Array.from({ length: 24 }, (_, h) => `2025-06-10 ${String(h).padStart(2, '0')}:00,${value(h)}`).join('\n');

async function drawn(home: object, csv: string, fields: object = {}): Promise<DrawnMarket> {
  const document = {
    ...{ kind: 'community', id: 'measured', start: '2025-06-10', step: 'PT1H', periods: 24 },
    households: [{ id: 'home', ...home }],
    grid: { retail: 0.3, feedIn: 0.08 },
    ...fields,
  };
  return (await scenarioFrom(document, 'm.yaml', () => Promise.resolve(`time,load\n${csv}\n`))).draw('1');
}

const series = { csv: 'm.csv', column: 'load', unit: 'kWh', time: 'time' };
const load = (more: object = {}): object => ({ load: { series: { ...series, ...more } } });

it('a home without a load needs none', async () => {
  const { community } = await drawn({ pv: { peakPower: 3 } }, '');
  expect([...community!.households[0]!.load]).toEqual(Array(24).fill(0));
  expect(community!.households[0]!.generation[12]).toBeGreaterThan(0);
});

it('what a meter nets is drawn above zero, and fed in below', async () => {
  const { community } = await drawn(
    load({ meter: 'net' }),
    hours((h) => (h === 12 ? -2.5 : 0.4)),
  );
  const [home] = community!.households;
  expect([home!.load[11], home!.load[12], home!.generation[11], home!.generation[12]]).toEqual([
    0.4, 0, 0, 2.5,
  ]);
});

it('no plant stands beside a load that is netted', async () => {
  await expect(
    drawn(
      { ...load({ meter: 'net' }), pv: { peakPower: 3 } },
      hours(() => 1),
    ),
  ).rejects.toThrow(/households\[0\]\.pv: is in the load already/);
});

it('a third of an hour at a time: the day keeps its energy to the last step', async () => {
  const { community } = await drawn(
    load(),
    hours((h) => (h === 0 ? 1 : 0.1)),
    { step: 'PT20M', periods: 72 },
  );
  const steps = [...community!.households[0]!.load].map((energy) => Math.round(energy * 1e6));
  expect(steps.slice(0, 3)).toEqual([333333, 333334, 333333]);
  expect(steps.reduce((sum, step) => sum + step, 0)).toBe(3_300_000);
});

it('what is missing and filled is counted, in the periods that are played', async () => {
  const csv = hours((h) => (h === 3 || h === 20 ? '' : 0.5));
  const all = await drawn(load({ gaps: 'hold' }), csv);
  expect(all.notices).toEqual([
    'households[0].load.series (m.csv): 2 of 24 values are missing and filled (gaps: hold)',
  ]);
  expect((await drawn(load({ gaps: 'hold' }), csv, { periods: 12 })).notices).toEqual([
    'households[0].load.series (m.csv): 1 of 12 values are missing and filled (gaps: hold)',
  ]);
  expect(
    (
      await drawn(
        load(),
        hours(() => 0.5),
      )
    ).notices,
  ).toBeUndefined();
});

it.each([
  ['kW', 400, /3500000 kWh a year is hardly a home’s; is `unit: kW`/],
  ['Wh', 0.4, /3\.5 kWh a year is hardly a home’s; is `unit: Wh`/],
])('a year that is no home’s is told, with the unit %s', async (unit, value, words) => {
  const { notices } = await drawn(
    load({ unit }),
    hours(() => value),
  );
  expect(notices).toEqual([expect.stringMatching(words)]);
});

it.each([
  [30, ['households[0].load.annualEnergy: 30 kWh a year is hardly a home’s; it is in kWh']],
  [[1e6, 2e6], ['households[0].load.annualEnergy: 2000000 kWh a year is hardly a home’s; it is in kWh']],
  [[100, 300], undefined],
  [0, undefined],
])('a stated year of %j kWh', async (annualEnergy, told) => {
  expect((await drawn({ load: { annualEnergy } }, '')).notices).toEqual(told);
});

it('prices in another unit, and windows outside of the periods, are told with the draw', async () => {
  const washer = { id: 'washer', energy: 1, power: 2, from: '20:00', to: '23:00' };
  const { notices } = await drawn({ load: { annualEnergy: 3000 }, appliances: [washer] }, '', {
    ...{ periods: 12, grid: { retail: 30, feedIn: 0.1 } },
  });
  expect(notices).toEqual([
    expect.stringContaining('grid.retail: 30 EUR/kWh is hardly a price') as string,
    expect.stringContaining('washer has no window within the periods') as string,
  ]);
});

it('all that is wrong is told at once', async () => {
  const faulty = { households: [{ load: load() }], step: 'PT7M', colour: 'red', grid: undefined };
  await expect(drawn({}, '', faulty)).rejects.toThrow(
    /^m\.yaml: step: .*\nalso:\n {2}households\[0\]\.id: is missing\n(.*\n)* {2}colour: unknown field/,
  );
  const twice = {
    households: [
      { id: 'a', ...load() },
      { id: 'b', ...load({ column: 'other' }) },
    ],
  };
  await expect(
    drawn(
      {},
      hours(() => 'x'),
      twice,
    ),
  ).rejects.toThrow(
    /households\[0\]\.load\.series: m\.csv: lines 2, 3, 4, 5, 6 and 19 more: 'x' is not a number \(write it like 0\.25\)\nalso:\n {2}households\[1\]\.load\.series: m\.csv: line 1: no column 'other'/,
  );
});

it('gaps are not filled where days are held', async () => {
  const draw = { days: { from: ['2025-06-10', '2025-06-11'], hold: 0.5 } };
  await expect(
    drawn(
      load({ gaps: 'hold' }),
      hours(() => 1),
      { draw },
    ),
  ).rejects.toThrow(/series\.gaps: are not filled where days are held/);
});

it('a household’s own contract, dynamic and in another unit', async () => {
  const retail = { csv: 'm.csv', column: 'load', unit: 'EUR/MWh', time: 'time' };
  const { community } = await drawn(
    { load: { annualEnergy: 2000 }, tariff: { retail } },
    hours((h) => 100 + h),
  );
  const { tariff } = community!.households[0]!;
  expect([tariff!.retail[0], tariff!.retail[23], tariff!.feedIn[5]]).toEqual(
    [0.1, 0.123, 0.08].map((price) => expect.closeTo(price, 12) as unknown),
  );
  expect(community!.market.tariff!.retail[0]).toBe(0.3);
});

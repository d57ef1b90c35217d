import { scenarioFrom } from '../../scenario-from.js';
import type { Scenario } from '../../scenario.js';
import { seedOnDay } from '../../days/seed-on-day.js';

const windows = { otherwise: 0.3, windows: [{ from: '17:00', to: '21:00', price: 0.4 }] };

/** Quarter-hours of `days` days from local midnight: the load of each is its number / 1000. */
function measured(first: string, offsets: readonly string[], count: number): string {
  const start = Date.parse(`${first}T00:00:00${offsets[0]!}`);
  const rows = Array.from(
    { length: count },
    (_, q) => `${new Date(start + q * 900_000).toISOString()},${q / 1000}`,
  );
  return `time,load\n${rows.join('\n')}\n`;
}

function local(fields: object, csv = measured('2025-07-08', ['+02:00'], 96)): Promise<Scenario> {
  const document = {
    ...{ kind: 'community', id: 'local', start: '2025-07-08', step: 'PT15M', periods: 'day' },
    timeZone: 'Europe/Berlin',
    households: [
      {
        id: 'home',
        load: { series: { csv: 'load.csv', column: 'load', unit: 'kWh', time: 'time' } },
        appliances: [{ id: 'washing', energy: 1, power: 2, from: '08:00', to: '10:00' }],
        ev: { energy: 4, power: 4, arrival: '18:00', departure: '07:00' },
      },
    ],
    grid: { retail: windows, feedIn: 0.08 },
    ...fields,
  };
  return scenarioFrom(document, 'local.yaml', () => Promise.resolve(csv));
}

it('a July day: prices, appliances and cars go by local time, and the load is joined on instants', async () => {
  const { community } = (await local({})).draw('1');
  const { clock, tariff } = community!.market;
  expect([clock.start, clock.periods]).toEqual([Date.UTC(2025, 6, 7, 22) / 1000, 96]);
  expect([67, 68, 83, 84].map((t) => tariff!.retail[t])).toEqual([0.3, 0.4, 0.4, 0.3]);
  const [home] = community!.households;
  expect([home!.load[0], home!.load[95]]).toEqual([0, 0.095]);
  const [washing, car] = home!.flexible;
  expect(washing!.demands.map(({ window }) => window.firstPeriod)).toEqual([32]);
  expect(car!.demands.map(({ window }) => window.firstPeriod)).toEqual([0, 72]);
});

it.each([
  ['2025-03-30', '+01:00', 92, 64],
  ['2025-10-26', '+02:00', 100, 72],
])('%s has %s at its beginning and %i quarter-hours', async (start, offset, periods, evening) => {
  const { community, instance } = (await local({ start }, measured(start, [offset], periods))).draw('1');
  expect([community!.market.clock.periods, instance.resources.length]).toEqual([periods, periods]);
  const { retail } = community!.market.tariff!;
  expect([retail[evening - 1], retail[evening], retail[evening + 15], retail[evening + 16]]).toEqual([
    0.3, 0.4, 0.4, 0.3,
  ]);
  expect(community!.households[0]!.load[periods - 1]).toBe((periods - 1) / 1000);
});

it('the clocks’ last days of summer as days of blocks, each as long as it is', async () => {
  const scenario = await local(
    { draw: { days: { from: ['2025-10-25/2025-10-27'] } } },
    measured('2025-10-25', ['+02:00'], 96 + 100 + 96),
  );
  const periods = (day: string): number => scenario.draw(seedOnDay('1', day)).instance.resources.length;
  expect(['2025-10-25', '2025-10-26', '2025-10-27'].map(periods)).toEqual([96, 100, 96]);
});

it('a file without a zone is in the community’s', async () => {
  const rows = Array.from({ length: 24 }, (_, h) => `2025-07-08 ${String(h).padStart(2, '0')}:00,${h}`);
  const csv = `time,load\n${rows.join('\n')}\n`;
  const { community } = (await local({ step: 'PT1H' }, csv)).draw('1');
  expect(Array.from(community!.households[0]!.load)).toEqual([...Array(24).keys()]);
  const inUtc = { csv: 'load.csv', column: 'load', unit: 'kWh', time: 'time', timeZone: 'UTC' };
  await expect(local({ households: [{ id: 'home', load: { series: inUtc } }] }, csv)).rejects.toThrow(
    /covers 2025-07-08T00:00Z .* runs from 2025-07-07T22:00Z/,
  );
});

it.each([
  [{ timeZone: 'Europe/Atlantis' }, /timeZone: 'Europe\/Atlantis' is no time zone/],
  [{ timeZone: '+02:00' }, /no time zone: UTC or a name/],
  [{ start: '0001-01-01' }, /start: 0001-01-01 is before 1900/],
  [{ start: '2011-12-30', timeZone: 'Pacific/Apia' }, /start: 2011-12-30 does not exist in Pacific\/Apia/],
  [{ start: '2011-12-30', timeZone: 'Pacific/Apia', periods: 4 }, /start: 2011-12-30 does not exist/],
  [
    { draw: { days: { from: ['2011-12-30/2011-12-31'] } }, timeZone: 'Pacific/Apia' },
    /draw\.days: 2011-12-30 does not/,
  ],
  // Kwajalein went to the other side of the date line
  [{ start: '1969-09-30', timeZone: 'Pacific/Kwajalein' }, /start: 1969-09-30 has more than 25 hours in/],
  [{ start: '2025-07-08T00:00Z' }, /start: is in UTC, and `timeZone` is Europe\/Berlin \(leave out the Z\)/],
])('%j is refused', async (fields, words) => {
  await expect(local(fields)).rejects.toThrow(words);
});

import { seedOnDay } from '../../days/seed-on-day.js';
import { ScenarioError } from '../../reading/scenario-error.js';
import type { Scenario } from '../../scenario.js';
import { loadAt, measuredScenario } from '../../test/measured-days.js';

const june = { from: ['2025-06-01/2025-06-30'] };
const loadOf = (scenario: Scenario, seed: string): number[] =>
  Array.from(scenario.draw(seed).community!.households[0]!.load);
const loadOn = (day: number, hours = 24, from = 0): number[] =>
  Array.from({ length: hours }, (_, h) => loadAt((day - 1) * 24 + from + h));

it('a seed on a day draws what was measured on it', async () => {
  const scenario = await measuredScenario(june);
  expect(scenario.drawn).toEqual(['draw.days']);
  for (const day of [1, 17, 30]) {
    const date = `2025-06-${String(day).padStart(2, '0')}`;
    expect(loadOf(scenario, seedOnDay('any', date))).toEqual(loadOn(day));
    expect(scenario.draw(seedOnDay('any', date)).community!.market.clock.start).toBe(Date.parse(date) / 1000);
  }
  expect(() => scenario.draw(seedOnDay('any', '2025-07-01'))).toThrow(
    'june: draw.days: has no day 2025-07-01',
  );
});

it('a seed without a day draws one to train on', async () => {
  const scenario = await measuredScenario({ ...june, hold: ['2025-06-03/2025-06-30'] });
  const seen = new Set(Array.from({ length: 60 }, (_, i) => loadOf(scenario, `${i}`)[0]));
  expect([...seen].sort()).toEqual([loadOn(1)[0], loadOn(2)[0]]);
});

it('days begin at the time of day of `start`', async () => {
  const days = { from: ['2025-06-01/2025-06-29'] };
  const scenario = await measuredScenario(days, { start: '2025-01-01T06:00', periods: 12 });
  expect(loadOf(scenario, seedOnDay('any', '2025-06-10'))).toEqual(loadOn(10, 12, 6));
});

it('homes are the same on all days where they are fixed, and drawn from the seed otherwise', async () => {
  const homes = [
    { id: 'a', count: 2, load: { annualEnergy: [2000, 5000] }, battery: { capacity: [4, 9], power: 3 } },
  ];
  const capacities = async (households: string, seed: string): Promise<number[]> => {
    const scenario = await measuredScenario(june, { households: homes, draw: { days: june, households } });
    return scenario.draw(seed).community!.households.map(({ batteries }) => batteries[0]!.capacity);
  };
  const seeds = [seedOnDay('1', '2025-06-01'), seedOnDay('2', '2025-06-02')] as const;
  expect(await capacities('fixed', seeds[0])).toEqual(await capacities('fixed', seeds[1]));
  expect(await capacities('ranges', seeds[0])).not.toEqual(await capacities('ranges', seeds[1]));
  // The same seed, the same homes, whatever the day.
  expect(await capacities('ranges', seeds[0])).toEqual(
    await capacities('ranges', seedOnDay('1', '2025-06-02')),
  );
  const fixed = await measuredScenario(june, {
    households: homes,
    draw: { days: june, households: 'fixed' },
  });
  expect(fixed.drawn).toEqual(['draw.days']);
});

const plant = { peakPower: 3 };
const load = { annualEnergy: 3000 };
it.each<[string, object, object, string, RegExp]>([
  [
    'days no series covers',
    { from: ['2025-06-29/2025-07-02'] },
    {},
    'households[0].load.series',
    /june.csv: covers .* runs from 2025-07-01/,
  ],
  ['days twice', { from: ['2025-06-01', '2025-06-01'] }, {}, 'draw.days.from', /twice/],
  ['no such date', { from: ['2025-06-31'] }, {}, 'draw.days.from[0]', /no such date/],
  ['more than a day', june, { periods: 25 }, 'draw.days', /single days.*24 hours/],
  [
    'synthetic weather that is none',
    june,
    { draw: { days: june, weather: 'synthetic' } },
    'draw.weather',
    /no plant has synthetic weather/,
  ],
  [
    'measured weather that is none',
    june,
    { draw: { days: june, weather: 'series' }, households: [{ id: 'a', load, pv: plant }] },
    'households[0].pv',
    /has no series/,
  ],
])('%s: refused', async (_, days, fields, field, reason) => {
  const error: unknown = await measuredScenario(days, fields).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ScenarioError);
  expect(error).toMatchObject({ field, reason: expect.stringMatching(reason) as unknown });
});

it('a fee that is negative on one of the days is refused', async () => {
  const localFee = {
    otherwise: 0,
    windows: [{ from: '00:00', to: '01:00', price: -1 }],
  };
  await expect(measuredScenario({ from: ['2025-06-02/2025-06-30'] }, { localFee })).rejects.toThrow(
    /localFee: is negative/,
  );
});

it('a battery of stated size holds at the start what it says, to the watt-hour', async () => {
  const homes = [{ id: 'a', load: { annualEnergy: 1000 }, battery: { capacity: 3, power: 1, initial: 0.3 } }];
  const scenario = await measuredScenario(june, { households: homes });
  // 3 x 0.3 is 0.8999... in floating point
  expect(scenario.draw('1').community!.households[0]!.batteries[0]!.initialEnergy).toBe(0.9);
});

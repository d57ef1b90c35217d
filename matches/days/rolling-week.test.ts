/** @short-form 1/3 or none; each time: apps/cli/play/days/play-days.test.ts */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { seededRng } from '#market/rng.js';
import { projectRoot } from '#project-root.js';
import { hoursFrom, playedDays } from './test/played-days.js';

const missing = spawnSync('python3', ['-c', 'import scipy']).status !== 0;
if (missing) console.warn('SKIPPED: a week was not computed a second time, python3 with scipy is not here');

const days = 7;
const hours = 24 * days;

/** Prices that differ in every hour, so that no two plans are as good; loads and suns of a day before and a week. */
function made() {
  const rng = seededRng('a week');
  const draw = (count: number, low: number, high: number): number[] =>
    Array.from({ length: count }, () => Math.round(1e6 * (low + (high - low) * rng.next())) / 1e6);
  const sun = (peak: number): number[] =>
    draw(hours + 24, 0.3, 1).map(
      (share, t) =>
        Math.round(1e6 * share * peak * Math.max(0, Math.sin((Math.PI * ((t % 24) - 6)) / 12))) / 1e6,
    );
  const retail = draw(hours, 0.22, 0.4);
  const battery = { capacity: 6, power: 3, efficiency: 0.9, initial: 0.25, wear: 0.01 };
  return {
    retail,
    feedIn: draw(hours, 0.05, 0.12),
    short: draw(hours, 0.41, 0.55),
    long: draw(hours, 0.01, 0.04),
    homes: [
      { id: 'roof', load: draw(hours + 24, 0.1, 1.5), sun: sun(4), battery, initial: 1.5, car: null },
      {
        ...{
          id: 'car',
          load: draw(hours + 24, 0.1, 1),
          sun: sun(2),
          battery: { ...battery, capacity: 2 },
          initial: 0.5,
        },
        car: { energy: 9, power: 3, arrival: 18, departure: 7 },
      },
    ],
  };
}

(missing ? describe.skip : describe)('a week of two homes, computed apart from this code', () => {
  it.each([
    [24, 24],
    [36, 24],
    [36, 6],
  ])('what each pays alone, looking %d hours ahead, planning every %d', async (horizon, every) => {
    const { homes, ...prices } = made();
    const program = join(projectRoot, 'matches/test/independent_week.py');
    const input = JSON.stringify({ days, horizon, every, ...prices, homes });
    const expected = JSON.parse(execFileSync('python3', [program], { input, encoding: 'utf8' })) as {
      readonly foreseen: number;
      readonly asBefore: number;
    }[];
    const column = (name: string): object => ({ csv: 'homes.csv', column: name, unit: 'kWh', time: 'time' });
    const price = (name: string): object => ({ ...column(name), csv: 'prices.csv', unit: 'EUR/kWh' });
    const { report, records } = await playedDays(
      {
        ...{ days, horizon, forecast: 'persistence', roundCap: 1 },
        ...(every < 24 && { retrade: every }),
        households: homes.map(({ id, battery, car }) => ({
          ...{ id, battery, load: { series: column(`${id}-load`) }, pv: { series: column(`${id}-sun`) } },
          ...(car && { ev: { energy: car.energy, power: car.power, arrival: '18:00', departure: '07:00' } }),
          connection: 50,
        })),
        grid: { retail: price('retail'), feedIn: price('feedIn') },
        imbalance: { short: price('short'), long: price('long') },
      },
      {
        'homes.csv': hoursFrom(
          '2025-06-09',
          Object.fromEntries(
            homes.flatMap(({ id, load, sun }) => [
              [`${id}-load`, load],
              [`${id}-sun`, sun],
            ]),
          ),
        ),
        'prices.csv': hoursFrom('2025-06-10', prices),
      },
    );
    expected.forEach(({ foreseen, asBefore }, j) => {
      const of = (name: 'alone' | 'alone-exact'): number =>
        records.reduce((sum, { references }) => sum + references[name]!.homes[j]!, 0);
      expect(of('alone-exact')).toBeCloseTo(foreseen, 6);
      expect(of('alone')).toBeCloseTo(asBefore, 6);
      expect(asBefore).toBeGreaterThan(foreseen);
    });
    expect(report.baseline).toBeCloseTo(expected[0]!.asBefore + expected[1]!.asBefore, 6);
    expect(report.days.perDay.map(({ markets }) => markets.length)).toEqual(
      Array.from({ length: days }, () => (every < 24 ? 24 / every : 1)),
    );
  });
});

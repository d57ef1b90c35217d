/** @short-form 1/3 or none; each time: market/match/dealer/dealer-supply.test.ts */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { householdFlows } from '#market/energy/flows/household-flows.js';
import { seededRng } from '#market/rng.js';
import { projectRoot } from '#project-root.js';
import { dealt } from '#market/test/short-form.js';
import { energyOf, hourly, playedCommunity } from '../../test/played-community.js';

const missing = spawnSync('python3', ['-c', 'import scipy']).status !== 0;
if (missing) console.warn('SKIPPED: seats of the dealer were not computed a second time, python3 with scipy is not here'); // prettier-ignore

const battery = { capacity: 8, power: 3, efficiency: 0.9, initial: 0.25, wear: 0.01 };
const chp = { power: 2, fuel: 0.17, minimumLoad: 0.5, startCost: 0.2, minimumUp: 3, minimumDown: 2 };
const fee = 0.04;

/** Prices that differ in every hour, so that no two plans are as good. */
function made(seed: string) {
  const rng = seededRng(`the dealer's own/${seed}`);
  const draw = (low: number, high: number): number[] =>
    Array.from({ length: 24 }, () => Math.round(1e6 * (low + (high - low) * rng.next())) / 1e6);
  const sun = (peak: number): number[] =>
    draw(0.3, 1).map(
      (share, t) => Math.round(1e6 * share * peak * Math.max(0, Math.sin((Math.PI * (t - 6)) / 12))) / 1e6,
    );
  const [retail, feedIn] = [draw(0.22, 0.4), draw(0.03, 0.12)];
  return {
    ...{ retail, feedIn, fee, battery, chp },
    homes: [1, 2, 3].map((j) => ({ load: draw(0.2, 1.5), sun: j === 3 ? draw(0, 0) : sun(3) })),
  };
}

function playedDay(day: ReturnType<typeof made>, more: object = {}) {
  const columns = Object.fromEntries(
    day.homes.flatMap(({ load, sun }, j) => [
      [`load${j}`, load],
      [`sun${j}`, sun],
    ]),
  );
  const price = (column: string): object => ({ ...energyOf(column), unit: 'EUR/kWh' });
  const { initial, ...rest } = battery;
  return playedCommunity(
    {
      periods: 24,
      households: day.homes.map((_, j) => ({
        id: `home-${j}`,
        load: { series: energyOf(`load${j}`) },
        pv: { series: energyOf(`sun${j}`) },
      })),
      grid: { retail: price('retail'), feedIn: price('feedIn') },
      localFee: fee,
      dealer: { storage: { ...rest, initial }, chp },
      ...more,
    },
    { 'hours.csv': hourly({ ...columns, retail: day.retail, feedIn: day.feedIn }) },
  );
}

const days = new Map<string, ReturnType<typeof playedDay>>();
/** The day of a seed, played once. */
function playedDayOf(seed: string): ReturnType<typeof playedDay> {
  const known = days.get(seed) ?? playedDay(made(seed));
  days.set(seed, known);
  return known;
}

interface Computed {
  readonly on: readonly number[];
  readonly alone: readonly number[];
  readonly together: number;
  readonly free: number;
}

(missing ? describe.skip : describe)("seats of the dealer's own, computed apart from this code", () => {
  it.each(dealt(['1', '2', '3'], 1))(
    'what everybody pays alone and together, and when the CHP runs (%s)',
    async (seed) => {
      const day = made(seed);
      const program = join(projectRoot, 'matches/test/independent_dealer.py');
      const input = JSON.stringify(day);
      const expected = JSON.parse(
        execFileSync('python3', [program], { input, encoding: 'utf8' }),
      ) as Computed;
      const { report, drawn } = await playedDayOf(seed);
      const { most } = drawn.community!.households.find(({ id }) => id === 'dealer-chp')!.generator!;
      expect([...most].map((energy) => Number(energy > 0))).toEqual(expected.on);
      expect(expected.on.some((on) => on === 1)).toBe(true);
      expected.alone.forEach((cost, j) => expect(report.perSeat[j]!.costBefore).toBeCloseTo(cost, 9));
      expect(report.optimum).toBeCloseTo(expected.together, 9);
      expect(report.outcome).toBe('converged');
      expect(report.cost).toBeCloseTo(expected.together, 5);
      // Whole numbers chosen before the market opens are never better than those of a planner who knows all.
      expect(expected.free).toBeLessThanOrEqual(expected.together + 1e-9);
      expect(expected.together).toBeLessThan(1.005 * expected.free);
    },
  );
});

describe("seats of the dealer's own", () => {
  it('buy as well as sell, for the account of the dealer, to the last unit', async () => {
    const { report, rounds, drawn } = await playedDayOf('1');
    const [storage, plant] = ['storage', 'plant'].map((role) =>
      report.perSeat.find((seat) => seat.role === role)!,
    );
    const bought = rounds.flatMap(({ trades }) =>
      trades.filter(({ seat }) => seat === storage!.seat).flatMap(({ delivered }) => delivered),
    );
    expect(bought.some((energy) => energy > 0.1)).toBe(true);
    expect(bought.some((energy) => energy < -0.1)).toBe(true);
    expect(report.conservation.cash).toBe('0');
    expect(report.conservation.resources.every((difference) => difference === '0')).toBe(true);
    const { gain, households, grid, dealer, fees } = report.account!;
    expect([households, grid, dealer, fees].reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(gain));
    expect(Number(dealer) / 1e18).toBeCloseTo(storage!.saving + plant!.saving + report.dealerCash, 9);
    expect(report.seats).toHaveLength(3);
    const cells = drawn.community!.households[storage!.seat]!.batteries[0]!;
    expect(cells.capacity).toBe(8);
  });

  it('a CHP that starts stays on, makes its least, and pays for fuel and starts', async () => {
    const { drawn } = await playedDayOf('2');
    const { community, instance } = drawn;
    const j = community!.households.findIndex(({ id }) => id === 'dealer-chp');
    const { least, most, starts } = community!.households[j]!.generator!;
    const runs = [...most]
      .map((energy) => (energy > 0 ? 'x' : '.'))
      .join('')
      .split('.')
      .filter(Boolean);
    expect(runs.length).toBe(starts.reduce((sum, one) => sum + one, 0));
    for (const run of runs.slice(0, -1)) expect(run.length).toBeGreaterThanOrEqual(3);
    least.forEach((energy, t) => expect(energy).toBe(most[t]! / 2));
    const { problem } = instance.participants[j]!;
    const plan = problem.columnLower;
    const made1 = householdFlows(
      community!.households[j]!,
      community!.columns[j]!,
      community!.market,
      plan,
    ).generation;
    expect([...made1]).toEqual([...least]);
  });

  it('may be named by nobody else', async () => {
    await expect(
      playedDay(made('1'), { households: [{ id: 'dealer-storage', load: { annualEnergy: 1000 } }] }),
    ).rejects.toThrow("households[0].id: 'dealer-storage' is used twice");
  });

  it.each([
    [{ chp: { power: 2, startCost: 1 } }, 'dealer.chp.fuel: is missing'],
    [
      { storage: { capacity: 2, power: 1, charge: { from: '10:00', to: '12:00' } } },
      'dealer.storage.discharge',
    ],
    [{ output: 'forecast', pv: { peakPower: 2 } }, 'dealer.output: is foreseen by everybody'],
  ])('%j is refused', async (dealer, reason) => {
    await expect(playedDay(made('1'), { dealer })).rejects.toThrow(reason);
  });
});

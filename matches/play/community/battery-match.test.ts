/** @short-form 1/3 or none; each time: assets.test.ts, energy-trials.test.ts */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { communityFlows } from '#market/energy/flows/community-flows.js';
import type { HouseholdFlows } from '#market/energy/flows/household-flows.js';
import { seededRng } from '#market/rng.js';
import { dealt } from '#market/test/short-form.js';
import { projectRoot } from '#project-root.js';
import { energyOf, hourly, playedCommunity } from '../../test/played-community.js';

const missing = spawnSync('python3', ['-c', 'import scipy']).status !== 0;
if (missing) console.warn('SKIPPED: matches of batteries were not computed a second time, python3 with scipy is not here'); // prettier-ignore

const HOURS = 24;
const fee = 0.03;
const cells = { capacity: 6, power: 2.5, efficiency: 0.88, initial: 0.3, wear: 0.012 };

/** Prices that differ in every hour, so that no two plans are as good. */
function made() {
  const rng = seededRng('batteries');
  const draw = (low: number, high: number): number[] =>
    Array.from({ length: HOURS }, () => Math.round(1e6 * (low + (high - low) * rng.next())) / 1e6);
  const sun = (peak: number): number[] =>
    draw(0.3, 1).map(
      (share, t) => Math.round(1e6 * share * peak * Math.max(0, Math.sin((Math.PI * (t - 6)) / 12))) / 1e6,
    );
  const [retail, feedIn] = [draw(0.22, 0.4), draw(0.03, 0.12)];
  const homes = [
    { load: draw(0.2, 1.5), sun: sun(5), battery: cells },
    { load: draw(0.2, 1), sun: sun(2), battery: { ...cells, capacity: 3, power: 3 } },
    { load: draw(0.4, 2), sun: draw(0, 0), battery: { ...cells, capacity: 4, initial: 0 } },
    { load: draw(0.2, 1.5), sun: draw(0, 0) },
  ];
  return { retail, feedIn, fee, homes };
}
const day = made();
const price = (column: string): object => ({ ...energyOf(column), unit: 'EUR/kWh' });
const grid = { retail: price('retail'), feedIn: price('feedIn') };
const lostLoad = 2;
/** Of the dealer, for all. */
const shared = { ...cells, capacity: 9, power: 4, initial: 0.5 };

/** Day, the dealer's battery, and hours without a grid. */
const cases: readonly [string, object, typeof cells | undefined, readonly number[]][] = [
  ['of homes', {}, undefined, []],
  ['of homes and of the block', { dealer: { storage: shared } }, shared, []],
  [
    'of homes and of the block, in an outage',
    {
      ...{ dealer: { storage: shared }, valueOfLostLoad: lostLoad },
      grid: { ...grid, outages: [{ from: '17:00', to: '21:00' }] },
    },
    shared,
    [17, 18, 19, 20],
  ],
];

async function played(more: object) {
  const columns = Object.fromEntries(
    day.homes.flatMap(({ load, sun }, j) => [
      [`load${j}`, load],
      [`sun${j}`, sun],
    ]),
  );
  return playedCommunity(
    {
      periods: HOURS,
      households: day.homes.map(({ battery }, j) => ({
        ...{ id: `home-${j}`, load: { series: energyOf(`load${j}`) }, pv: { series: energyOf(`sun${j}`) } },
        ...(battery && { battery }),
      })),
      ...{ grid, localFee: fee },
      ...more,
    },
    { 'hours.csv': hourly({ ...columns, retail: day.retail, feedIn: day.feedIn }) },
  );
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((all, one) => all + one, 0);

/** EUR, of a home's own connection, the local fee, the wear of its cells and what it goes without. */
function costOf(
  { import: drawn, export: fed, position, discharge, unserved }: HouseholdFlows,
  wear: number,
): number {
  return sum(
    day.retail.map(
      (retail, t) =>
        retail * drawn[t]! -
        day.feedIn[t]! * fed[t]! +
        fee * Math.max(0, position[t]!) +
        wear * discharge[t]! +
        lostLoad * unserved[t]!,
    ),
  );
}

(missing ? describe.skip : describe)('a whole match of batteries, computed apart from this code', () => {
  it.each(dealt(cases, 2))(
    '%s: ends at the optimum, by plans that batteries can follow',
    async (_, more, battery, outage) => {
      const program = join(projectRoot, 'matches/test/independent_dealer.py');
      const input = JSON.stringify({ ...day, ...(battery && { battery }), outage, lostLoad });
      const expected = JSON.parse(execFileSync('python3', [program], { input, encoding: 'utf8' })) as {
        readonly alone: readonly number[];
        readonly together: number;
      };
      const { report, plans, drawn } = await played(more);
      expected.alone.forEach((cost, j) => expect(report.perSeat[j]!.costBefore).toBeCloseTo(cost, 9));
      expect(report.optimum).toBeCloseTo(expected.together, 9);
      expect(report.outcome).toBe('converged');
      expect(report.cost - expected.together).toBeLessThan(1e-6);
      expect(report.cost - expected.together).toBeGreaterThan(-1e-6);

      const flows = communityFlows(drawn.community!, plans);
      const batteries = [...day.homes.map((home) => home.battery), battery];
      const costs = flows.households.map((home, j) => {
        const own = batteries[j];
        if (own) expectPhysical(home, own);
        return costOf(home, own?.wear ?? 0);
      });
      const byGrid = sum(
        day.retail.map(
          (retail, t) => (retail - fee) * flows.gridImport[t]! - day.feedIn[t]! * flows.gridExport[t]!,
        ),
      );
      expect(sum(costs) + byGrid).toBeCloseTo(report.cost, 9);
      // What one bought another sold.
      for (let t = 0; t < HOURS; t++) {
        const positions = sum(flows.households.map(({ position }) => position[t]!));
        expect(positions).toBeCloseTo(flows.gridImport[t]! - flows.gridExport[t]!, 6);
      }
    },
  );
});

function expectPhysical({ charge, discharge, stored }: HouseholdFlows, own: typeof cells): void {
  const oneWay = Math.sqrt(own.efficiency);
  const initial = own.capacity * own.initial;
  stored.forEach((held, t) => {
    const before = t === 0 ? initial : stored[t - 1]!;
    expect(held).toBeCloseTo(before + oneWay * charge[t]! - discharge[t]! / oneWay, 6);
    expect(Math.min(charge[t]!, discharge[t]!)).toBe(0);
    expect(Math.max(charge[t]!, discharge[t]!)).toBeLessThanOrEqual(own.power + 1e-9);
    expect(held).toBeLessThanOrEqual(own.capacity + 1e-9);
  });
  expect(stored.at(-1)!).toBeGreaterThanOrEqual(initial - 1e-9);
}

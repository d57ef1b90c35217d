import { testRng } from '../../test/short-form.js';
import { centralProblem } from '../../referee/central-problem.js';
import { uniform, type Rng } from '../../rng.js';
import { communityMarket, type CommunityParts } from '../community.js';
import { communityFlows, type CommunityFlows } from '../flows/community-flows.js';
import type { FlexibleLoad, HeatPump, Household } from '../programs/household.js';
import { sum } from './sums.js';
import { aHousehold, optimumOf, series } from '../test/households.js';

const PERIODS = 4;
const hour = { start: 0, stepHours: 1, periods: PERIODS };

/** What all do at the central optimum. */
function flowsOf(parts: CommunityParts): CommunityFlows {
  const { instance, community } = communityMarket(parts);
  const problem = centralProblem(instance);
  const { x } = optimumOf(problem);
  return communityFlows(
    community,
    problem.blocks.map(({ firstColumn, columns }) => x.slice(firstColumn, firstColumn + columns)),
  );
}

const nothing = new Float64Array(PERIODS);
const common = { id: 'dark', localFee: nothing, plant: nothing, householdCash: 100, dealerCash: 100 };
const grid = {
  tariff: { retail: series(0.3, 0.3, 0.3, 0.3), feedIn: series(0.1, 0.1, 0.1, 0.1) },
  power: 50,
};

function aCar(energy: number, more: Partial<FlexibleLoad> = {}): FlexibleLoad {
  const window = { firstPeriod: 0, hours: series(1, 1, 1), share: 1 };
  return { id: 'car', kind: 'electric-vehicle', power: 11, demands: [{ window, energy }], ...more };
}

const store = { capacity: 20, initialEnergy: 0, dischargePower: 11, efficiency: 0.81, wear: 0 };

describe('nobody goes without more than it asks for', () => {
  // The first two hours are dark, and nobody generates: one home loses little by it and has a car, its neighbour much.
  const inTheDark = (car: FlexibleLoad): CommunityFlows =>
    flowsOf({
      ...{ ...common, clock: hour, grid, outage: [true, true, false, false], valueOfLostLoad: 10 },
      households: [
        aHousehold([1, 1, 1, 1], { id: 'A', valueOfLostLoad: 1, flexible: [car] }),
        aHousehold([3, 3, 3, 3], { id: 'B' }),
      ],
    });

  it.each([
    ['a car that stands idle', aCar(6)],
    ['a car that also gives', aCar(6, { store })],
  ])('%s is no generator', (_, car) => {
    const [a, b] = inTheDark(car).households;
    expect([...a!.position, ...b!.position].slice(0, 2)).toEqual([0, 0].map((none) => expect.closeTo(none, 9) as unknown)); // prettier-ignore
    expect([sum(a!.unserved), sum(b!.unserved)]).toEqual([2, 6].map((lost) => expect.closeTo(lost, 9) as unknown)); // prettier-ignore
  });

  it('a car that also gives may go without, by no more than its cells must gain', () => {
    const dark = { ...common, clock: hour, valueOfLostLoad: 0.001 };
    const [home] = flowsOf({
      ...dark,
      households: [aHousehold([1, 0, 0, 0], { flexible: [aCar(6, { store })] })],
    }).households;
    expect(sum(home!.unserved)).toBeCloseTo(1 + 6 / 0.9, 9);
    expect(sum(home!.consumption)).toBeCloseTo(1 + 6 / 0.9, 9);
  });
});

function drawnHome(rng: Rng, id: string): Household {
  const some = (share: number): boolean => rng.next() < share;
  const loads = (most: number): Float64Array =>
    Float64Array.from({ length: PERIODS }, () => uniform(rng, 0, most));
  const capacity = uniform(rng, 1, 4);
  const battery = {
    ...{ capacity, chargePower: 3, dischargePower: 3, efficiency: uniform(rng, 0.5, 1) },
    ...{ initialEnergy: capacity * rng.next(), wear: 0 },
  };
  const cells = { ...store, initialEnergy: uniform(rng, 0, 8), efficiency: uniform(rng, 0.5, 1) };
  const house: HeatPump = {
    ...{ power: 4, cop: loads(0).fill(3), outside: loads(0), loss: 0.15, heatCapacity: 2 },
    ...{ low: 19, high: 22, initial: 20 },
  };
  return aHousehold([...loads(2)], {
    ...{ id, generation: some(0.4) ? loads(3) : nothing, connectionPower: 15 },
    batteries: Array.from({ length: Math.floor(uniform(rng, 0, 3)) }, () => battery),
    flexible: some(0.6) ? [aCar(uniform(rng, 0, 6), some(0.5) ? { store: cells } : {})] : [],
    ...(some(0.3) && { heatPump: house }),
    ...(some(0.5) && { valueOfLostLoad: 10 ** uniform(rng, -3, 1) }),
  });
}

it.each(Array.from({ length: 40 }, (_, i) => i))(
  'what is served is never below zero, and nothing is exported that nobody had (draw %i)',
  (i) => {
    const rng = testRng('lost load').fork(`${i}`);
    const households = ['A', 'B', 'C'].map((id) => drawnHome(rng.fork(id), id));
    const around = [{}, { grid }, { grid, outage: [false, true, true, false] }][i % 3]!;
    const flows = flowsOf({ ...common, clock: hour, households, valueOfLostLoad: 10 ** uniform(rng, -3, 1), ...around }); // prettier-ignore
    for (const { consumption, unserved } of flows.households)
      expect(sum(consumption) - sum(unserved)).toBeGreaterThan(-1e-6);
    const held = sum(
      households.map(({ batteries, generation }) => sum(generation) + sum(batteries.map(({ initialEnergy }) => initialEnergy))), // prettier-ignore
    );
    expect(-sum(flows.netted)).toBeLessThan(held + 1e-6);
  },
);

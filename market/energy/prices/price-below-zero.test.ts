import { testRng } from '../../test/short-form.js';
import { centralProblem, jointProblem } from '../../referee/central-problem.js';
import { uniform, type Rng } from '../../rng.js';
import { communityMarket, type CommunityParts } from '../community.js';
import type { GridTariff } from './energy-market.js';
import type { Battery, Household } from '../programs/household.js';
import { chargeOnlyPeriods } from './price-below-zero.js';
import { plansAt } from '../test/communities.js';
import { aHousehold, optimumOf, series, solve } from '../test/households.js';
import { pairsOf, physicalOptimum } from '../test/physical-optimum.js';

const PERIODS = 4;

function drawnSeries(rng: Rng, low: number, high: number): Float64Array {
  return Float64Array.from({ length: PERIODS }, () => Math.round(uniform(rng, low, high) * 100) / 100);
}

function aBattery(rng: Rng): Battery {
  const capacity = uniform(rng, 1, 4);
  return {
    ...{ capacity, chargePower: uniform(rng, 1, 4), dischargePower: uniform(rng, 1, 3) },
    ...{ efficiency: uniform(rng, 0.5, 0.95), initialEnergy: capacity * rng.next(), wear: 0 },
  };
}

/** Two homes, one with a plant and a battery, one with a battery, on a day with prices of either sign. */
function drawn(rng: Rng, more: Partial<CommunityParts> = {}): CommunityParts {
  const feedIn = drawnSeries(rng, -0.1, 0.1);
  return {
    id: 'drawn',
    clock: { start: 0, stepHours: 1, periods: PERIODS },
    households: [
      aHousehold([...drawnSeries(rng, 0, 2)], {
        ...{ id: 'A', generation: drawnSeries(rng, 0, 3), batteries: [aBattery(rng)] },
      }),
      aHousehold([...drawnSeries(rng, 0, 2)], { id: 'B', batteries: [aBattery(rng)] }),
    ],
    grid: { tariff: { retail: feedIn.map((price) => price + uniform(rng, 0, 0.05)), feedIn }, power: 20 },
    localFee: series(0.01, 0, 0.02, 0),
    plant: series(0, 0, 0, 0),
    ...{ householdCash: 100, dealerCash: 100 },
    ...more,
  };
}

describe('on days with prices of either sign', () => {
  const rng = testRng('prices below zero');

  it.each(Array.from({ length: 40 }, (_, i) => i))(
    'the optimum is one in which nobody burns energy or goes in a circle (draw %i)',
    (i) => {
      const made = communityMarket(drawn(rng.fork(`${i}`), i % 4 === 3 ? { mustGenerate: true } : {}));
      const problem = centralProblem(made.instance);
      const { columns } = made.community;
      expect(physicalOptimum(problem, pairsOf(problem, columns))).toBeCloseTo(
        optimumOf(problem).objective,
        9,
      );
      made.instance.participants.slice(0, 2).forEach((one, j) => {
        const alone = jointProblem([one], one.endowment);
        const own = pairsOf(alone, [columns[j]!]);
        expect(physicalOptimum(alone, own)).toBeCloseTo(optimumOf(alone).objective, 9);
      });
    },
  );

  it('without the rule for batteries a linear program would burn', () => {
    // 2 kWh stored; the second hour pays 1 for a kWh, so room is worth money; the first charges for what is fed in
    const battery = {
      capacity: 2,
      chargePower: 2,
      dischargePower: 2,
      efficiency: 0.5,
      initialEnergy: 2,
      wear: 0,
    };
    const home = aHousehold([0, 0], { id: 'A', batteries: [battery] });
    const tariff = { retail: series(0, -1), feedIn: series(-0.5, -1) };
    const parts = {
      ...drawn(testRng('any')),
      households: [home],
      localFee: series(0, 0),
      plant: series(0, 0),
    };
    const made = communityMarket({
      ...parts,
      clock: { start: 0, stepHours: 1, periods: 2 },
      grid: { tariff, power: 20 },
    });
    expect(chargeOnlyPeriods([tariff], false)).toEqual([true, true]);
    const problem = centralProblem(made.instance);
    const [{ discharge } = { discharge: undefined }] = made.community.columns[0]!.batteries;
    const free = { ...problem, columnUpper: problem.columnUpper.slice() };
    free.columnUpper.fill(2, discharge!.first, discharge!.first + 2);
    expect(optimumOf(problem).objective).toBeCloseTo(0, 9);
    expect(optimumOf(free).objective).toBeLessThan(
      physicalOptimum(free, pairsOf(problem, made.community.columns)) - 0.1,
    );
  });

  it.each<[string, GridTariff, Partial<Household>]>([
    ['feed-in is above retail', { retail: series(0.05, 0.05, -0.3), feedIn: series(0.08, 0.08, 0.08) }, {}],
    [
      'its own contract is below the market',
      { retail: series(0.3, 0.3, 0.3), feedIn: series(0.08, 0.08, 0.08) },
      { tariff: { retail: series(0.2, 0.2, -0.1), feedIn: series(0.08, 0.08, 0.08) } },
    ],
    [
      'its meter is that of consumption alone',
      { retail: series(0.3, 0.3, -0.3), feedIn: series(0.08, 0.08, 0.08) },
      { feedsIn: false },
    ],
  ])(
    'a full battery earns by giving what the house needs, not by burning the rest: %s',
    (_, tariff, more) => {
      const battery = {
        capacity: 4,
        chargePower: 4,
        dischargePower: 4,
        efficiency: 0.25,
        initialEnergy: 4,
        wear: 0,
      };
      const made = communityMarket({
        ...drawn(testRng('any')),
        clock: { start: 0, stepHours: 1, periods: 3 },
        households: [aHousehold([0, 0.5, 0], { id: 'A', batteries: [battery], ...more })],
        grid: { tariff, power: 20 },
        ...{ localFee: series(0, 0, 0), plant: series(0, 0, 0) },
      });
      const [home] = made.instance.participants;
      const { objective, x } = optimumOf(jointProblem([home!], home!.endowment));
      // 0.5 out of 1 in the cells, which takes 2 to refill
      const retail = more.tariff?.retail ?? tariff.retail;
      expect(objective).toBeCloseTo(2 * retail[2]!, 9);
      const { charge, discharge } = made.community.columns[0]!.batteries[0]!;
      expect([...x.slice(charge.first, charge.first + 3)]).toEqual(
        [0, 0, 2].map((energy) => expect.closeTo(energy, 9) as unknown),
      );
      expect([...x.slice(discharge.first, discharge.first + 3)]).toEqual(
        [0, 0.5, 0].map((energy) => expect.closeTo(energy, 9) as unknown),
      );
    },
  );

  it('batteries are free where room is worth nothing', () => {
    const fixed = { retail: series(0.3, 0.3), feedIn: series(-0.05, 0.1) };
    expect(chargeOnlyPeriods([fixed], false)).toBeUndefined();
    expect(chargeOnlyPeriods([fixed], true)).toEqual([true, false]);
  });
});

describe('two homes at noon: the grid pays 0.06 for a kWh drawn and charges 0.08 for one fed in', () => {
  const noon = (more: Partial<CommunityParts>) =>
    communityMarket({
      ...drawn(testRng('any')),
      clock: { start: 0, stepHours: 1, periods: 1 },
      households: [aHousehold([0.7], { id: 'A' }), aHousehold([0], { id: 'B', generation: series(2.9) })],
      grid: { tariff: { retail: series(-0.06), feedIn: series(-0.08) }, power: 20 },
      ...{ localFee: series(0), plant: series(0) },
      ...more,
    });

  it('B turns its plant down, A draws', () => {
    const { instance } = noon({});
    expect(instance.exact).toBe(1);
    expect(plansAt(instance).costs.slice(0, 2)).toEqual(
      [-0.042, 0].map((cost) => expect.closeTo(cost, 12) as unknown),
    );
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(-0.042, 12);
  });

  it('where B cannot, it pays for what A takes as well', () => {
    const { instance } = noon({ mustGenerate: true });
    expect(plansAt(instance).costs[1]).toBeCloseTo(0.232, 12); // 2.9 x 0.08
    // alone 0.19; 0.7 stay here: 2.2 x 0.08
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(0.176, 12);
  });

  it('nobody can take energy that it does not use', () => {
    const { instance } = noon({});
    const [a, b] = instance.participants;
    expect(solve(jointProblem([a!], series(0.7))).status).toBe('optimal');
    expect(solve(jointProblem([a!], series(0.8))).status).toBe('infeasible');
    expect(solve(jointProblem([b!], series(3))).status).toBe('infeasible');
  });

  it('the dealer’s plant can be turned down; nobody can leave it more', () => {
    const { instance } = noon({ mustGenerate: true, plant: series(1) });
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(0.176, 12);
  });
});

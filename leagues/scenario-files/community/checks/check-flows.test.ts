import { communityMarket, type CommunityParts } from '#market/energy/community.js';
import type { Battery, FlexibleLoad, Household } from '#market/energy/programs/household.js';
import { aHousehold, optimumOf, series, solve } from '#market/energy/test/households.js';
import { pairsOf, physicalOptimum } from '#market/energy/test/physical-optimum.js';
import { centralProblem, jointProblem } from '#market/referee/central-problem.js';
import { uniform, type Rng } from '#market/rng.js';
import { testRng } from '#market/test/short-form.js';
import { FieldError } from '../../reading/scenario-error.js';
import { checkFlows } from './check-flows.js';
import { twoMeters } from '../participants/household-draw.js';

const PERIODS = 4;
const HOMES = 2;
const prices = [0.3, 0.08, 0, -0.1, 0.5, -0.3, 0.05];

/** Two homes with whatever homes may have, at prices of either sign in any order. */
function drawn(rng: Rng): CommunityParts {
  const some = (share: number): boolean => rng.next() < share;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(rng.next() * values.length)]!;
  const tariff = (): { retail: Float64Array; feedIn: Float64Array } => {
    const otherwise = { retail: pick([0.3, 0.05, 0.2]), feedIn: pick([0.08, 0, 0.02]) };
    const of = (price: number): Float64Array =>
      Float64Array.from({ length: PERIODS }, () => (some(0.4) ? pick(prices) : price));
    return { retail: of(otherwise.retail), feedIn: of(otherwise.feedIn) };
  };
  const energies = (most: number): Float64Array =>
    Float64Array.from({ length: PERIODS }, () => Math.round(uniform(rng, 0, most) * 100) / 100);
  const battery = (): Battery => {
    const capacity = uniform(rng, 1, 4);
    return {
      ...{ capacity, chargePower: uniform(rng, 1, 4), dischargePower: uniform(rng, 1, 4) },
      ...{ efficiency: uniform(rng, 0.5, 0.95), initialEnergy: capacity * pick([0, 0.5, 1]), wear: pick([0, 0.01]) },
    }; // prettier-ignore
  };
  const car = (): FlexibleLoad => {
    const window = { firstPeriod: pick([0, 1]), hours: series(1, 1, 1), share: 1 };
    const store = {
      capacity: 12,
      initialEnergy: pick([0, 3, 8]),
      dischargePower: 3,
      efficiency: 0.6,
      wear: 0,
    };
    return { ...{ id: 'car', kind: 'electric-vehicle', power: 4 }, demands: [{ window, energy: 2 }], ...(some(0.7) && { store }) }; // prettier-ignore
  };
  const home = (id: string): Household =>
    aHousehold([...energies(some(0.7) ? 2 : 0)], {
      ...{ id, connectionPower: pick([5, 20]), generation: energies(some(0.4) ? 3 : 0) },
      ...{
        batteries: some(0.7) ? (some(0.2) ? [battery(), battery()] : [battery()]) : [],
        flexible: some(0.3) ? [car()] : [],
      },
      ...(some(0.3) && { tariff: tariff() }),
    });
  const isGross = some(0.3);
  return {
    ...{ id: 'drawn', clock: { start: 0, stepHours: 1, periods: PERIODS } },
    households: ['A', 'B']
      .map((id) => home(id))
      .flatMap((one) => (isGross && one.generation.some((energy) => energy > 0) ? twoMeters(one) : [one])),
    grid: { tariff: tariff(), power: pick([0.5, 40]) },
    localFee: new Float64Array(PERIODS).fill(pick([0, 0, 0.02, 0.4])),
    plant: new Float64Array(PERIODS),
    ...{ householdCash: 100, dealerCash: 100 },
    ...(some(0.4) && { mustGenerate: true }),
    ...(some(0.15) && { outage: [false, true, false, false], valueOfLostLoad: 10 }),
    ...(some(0.3) && { coupling: pick([{ exportPower: 3 }, { importPower: 2 }]), valueOfLostLoad: 10 }),
  };
}

/** One that is not refused and in which everybody can live alone. */
function sound(rng: Rng): ReturnType<typeof communityMarket> {
  for (let attempt = 0; ; attempt++) {
    const made = communityMarket(drawn(rng.fork(`${attempt}`)));
    try {
      checkFlows(made.community, new Array<string[]>(HOMES * 2).fill(['households']));
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      continue;
    }
    if (made.instance.participants.every((one) => solve(jointProblem([one], one.endowment)).status === 'optimal')) return made; // prettier-ignore
  }
}

it.each(Array.from({ length: 60 }, (_, i) => i))(
  'what is not refused has an optimum in which nobody burns energy or goes in a circle (draw %i)',
  (i) => {
    const { instance, community } = sound(testRng('flows').fork(`${i}`));
    const central = centralProblem(instance);
    expect(physicalOptimum(central, pairsOf(central, community.columns))).toBeCloseTo(optimumOf(central).objective, 7);
    community.columns.forEach((columns, j) => {
      const one = instance.participants[j]!;
      const alone = jointProblem([one], one.endowment);
      expect(physicalOptimum(alone, pairsOf(alone, [columns]))).toBeCloseTo(optimumOf(alone).objective, 7);
    });
  }, // prettier-ignore
);

/** A home that draws for nothing and can store 1 kWh, losing half; one that makes 3 kWh, fed in for 0.1; together they may feed in 1 kWh. */
function behindALimit(feedIn: number): ReturnType<typeof communityMarket> {
  const battery = {
    capacity: 1,
    chargePower: 8,
    dischargePower: 8,
    efficiency: 0.25,
    initialEnergy: 1,
    wear: 0,
  };
  return communityMarket({
    ...{ id: 'limited', clock: { start: 0, stepHours: 1, periods: 1 } },
    households: [
      aHousehold([0], {
        id: 'drawing',
        batteries: [battery],
        tariff: { retail: series(0), feedIn: series(0) },
      }),
      aHousehold([0], { id: 'feeding in', generation: series(3) }),
    ],
    grid: { tariff: { retail: series(0.3), feedIn: series(feedIn) }, power: 40 },
    ...{ localFee: series(0), plant: series(0), coupling: { exportPower: 1 }, valueOfLostLoad: 10 },
    ...{ householdCash: 100, dealerCash: 100 },
  });
}

it('refuses a battery behind an export limit where whoever draws earns by letting others feed in', () => {
  const fields = [
    ['households', 0],
    ['households', 1],
  ];
  const { instance, community } = behindALimit(0.1);
  // 2 kWh drawn and burnt let all 3 kWh out instead of 1: what the refusal is for.
  expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(-0.3, 9);
  const central = centralProblem(instance);
  expect(physicalOptimum(central, pairsOf(central, community.columns))).toBeCloseTo(-0.1, 9);
  expect(() => checkFlows(community, fields)).toThrow(
    'with a feed-in price above a retail price in period 0, drawing could gain by burning energy in its battery behind an export limit',
  );
  const even = behindALimit(0);
  expect(optimumOf(centralProblem(even.instance)).objective).toBeCloseTo(0, 9);
  expect(() => checkFlows(even.community, fields)).not.toThrow();
});

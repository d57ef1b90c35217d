import type { CommunityParts } from '../community.js';
import type { HouseholdColumns } from '../programs/household-problem.js';
import { communityKpis, type CommunityOutcome, type Kpis } from './kpis.js';
import { anIsland, plansAt, twoNeighbours } from '../test/communities.js';
import { aHousehold, series } from '../test/households.js';

/** KPIs of the two neighbours after these allocations (A, B, grid) and payments. */
function kpisAfter(
  allocations: Float64Array[],
  payments: number[],
  more: Partial<CommunityOutcome> = {},
  parts: Partial<CommunityParts> = {},
): Kpis {
  const { instance, community } = twoNeighbours(parts);
  const before = plansAt(instance);
  const after = plansAt(instance, allocations);
  return communityKpis({
    community,
    plans: after.plans,
    noTradePlans: before.plans,
    payments,
    costsBefore: before.costs,
    costs: after.costs,
    baseline: before.costs.reduce((sum, cost) => sum + cost, 0),
    optimum: 0.94,
    dealerTake: 0,
    unsoldPlant: series(0, 0),
    prices: series(0.2, 0.28),
    importPrices: series(0, 0),
    exportPrices: series(0, 0),
    ...more,
  });
}

/** A sells B 2 kWh in the first hour at 0.20 */
const traded = kpisAfter([series(1, 0), series(2, 0), series(0, 0)], [-0.4, 0.4, 0]);

describe('after A sold B all it had over', () => {
  it('welfare is at its optimum', () => {
    // without: A -2 x 0.10 + 0.30 = 0.10, B 4 x 0.30 = 1.20; with: A 0.30, B 2 x 0.30 + 2 x 0.02 = 0.64
    expect(traded.socialWelfareGain).toBeCloseTo(0.36, 9);
    expect(traded.welfareEfficiency).toBeCloseTo(1, 9);
  });

  it('fixed charges stand beside the bill', () => {
    expect(traded.standingCharges).toBeCloseTo(0.5, 9);
  });

  it('bills add up, payments and fees included', () => {
    expect(traded.billWithoutMarket).toBeCloseTo(1.3, 9);
    expect(traded.bill).toBeCloseTo(0.94, 9); // A 0.30 - 0.40, B 0.60 + 0.04 + 0.40
    expect(traded.localFees).toBeCloseTo(0.04, 9);
    expect(traded.costSavings).toBeCloseTo(0.36, 9);
    expect(traded.costSavingsPercent).toBeCloseTo(36 / 1.3, 9);
    expect(traded.budgetBalance).toBeCloseTo(0, 9);
  });

  it('energy figures net the community’s flows', () => {
    // netted flow: 0 in the first hour, 3 kWh in the second
    expect(traded.consumption).toBeCloseTo(6, 9);
    expect(traded.selfSufficiencyPercent).toBeCloseTo(50, 9);
    expect(traded.selfConsumptionPercent).toBeCloseTo(100, 9);
    expect(traded.peakImport).toBeCloseTo(3, 9);
    expect(traded.ramping).toBeCloseTo(3, 9);
    expect(traded.loadFactorComplement).toBeCloseTo(0.5, 9);
  });

  it('2 kWh were traded locally at 0.20', () => {
    expect(traded.locallyTradedEnergy).toBeCloseTo(2, 9);
    expect(traded.communityImportShare).toBeCloseTo(2 / 5, 9);
    expect(traded.averagePrice).toBeCloseTo(0.2, 9);
  });

  it('both gain, A more than B', () => {
    // benefits: A 0.10 - 0.30 + 0.40 = 0.20, B 1.20 - 0.64 - 0.40 = 0.16; Gini 0.04 / (2 x 0.36)
    expect(traded.giniOfBenefit).toBeCloseTo(0.04 / 0.72, 9);
    expect(traded.householdsWorseOffPercent).toBe(0);
  });
});

it('without any trade nothing is gained, and exports still cover imports of the same hour', () => {
  const untraded = kpisAfter([series(3, 0), series(0, 0), series(0, 0)], [0, 0, 0]);
  expect(untraded.socialWelfareGain).toBeCloseTo(0, 9);
  expect(untraded.welfareEfficiency).toBeCloseTo(0, 9);
  expect(untraded.selfSufficiencyPercent).toBeCloseTo(50, 9); // A's 2 kWh cover B's, whoever is paid
  expect(untraded.averagePrice).toBeNull();
  expect(untraded.giniOfBenefit).toBe(0);
});

it('energy bought from the grid through the market is an import, not local trade', () => {
  const mixed = kpisAfter([series(1, 0), series(2, 2), series(0, -2)], [-0.4, 0.4 + 0.56, -0.56]);
  expect(mixed.locallyTradedEnergy).toBeCloseTo(2, 9);
  expect(mixed.gridImport).toBeCloseTo(3, 9);
  expect(mixed.communityImportShare).toBeCloseTo(2 / 5, 9);
  expect(mixed.bill).toBeCloseTo(0.94, 9); // 0.28 and the fee of 0.02 make the retail price
  expect(mixed.localFees).toBeCloseTo(2 * 0.02, 9); // on A's energy
  expect(mixed.gridFees).toBeCloseTo(2 * 0.02, 9); // part of the retail price of the grid's
});

it('what a neighbour sells and imports again for itself is no local trade either', () => {
  // first hour: A makes 3 and needs 2, but sells 2 and imports 1, so that 1 of B's 2 kWh is from the grid;
  // second hour: each imports what it needs, 1 and 2
  const parts = {
    households: [
      { ...aHousehold([2, 1], { generation: series(3, 0) }), id: 'A' },
      { ...aHousehold([2, 2]), id: 'B' },
    ],
    localFee: series(0, 0),
  };
  const resold = kpisAfter([series(1, 0), series(2, 0), series(0, 0)], [-0.4, 0.4, 0], {}, parts);
  expect(resold.locallyTradedEnergy).toBeCloseTo(1, 9);
  expect(resold.communityImportShare).toBeCloseTo(1 / (1 + 4), 9);
  expect(resold.averagePrice).toBeCloseTo(0.2, 9);
});

it('what the dealer’s plant made is traded locally, as far as it was sold', () => {
  // first hour as ever; second hour: 3 kWh of the plant, of which B takes 1.5 and the dealer keeps 1.5
  const supplied = kpisAfter([series(1, 0), series(2, 1.5), series(0, 0)], [-0.4, 0.82, 0], { unsoldPlant: series(0, 1.5) }, { plant: series(0, 3) }); // prettier-ignore
  expect(supplied.locallyTradedEnergy).toBeCloseTo(3.5, 9);
  expect(supplied.localFees).toBeCloseTo(3.5 * 0.02, 9);
  expect(supplied.averagePrice).toBeCloseTo((2 * 0.2 + 1.5 * 0.28) / 3.5, 9);
});

it('what goes to the grid is not traded locally', () => {
  // A has 2 over: 1 for B, 1 for the grid's 0.10
  const split = kpisAfter([series(1, 0), series(1, 0), series(1, 0)], [-0.3, 0.2, 0.1]);
  expect(split.locallyTradedEnergy).toBeCloseTo(1, 9);
  expect(split.localFees).toBeCloseTo(0.02, 9);
  expect(split.gridFees).toBe(0);
});

it('a household that paid too much is worse off', () => {
  const dear = kpisAfter([series(1, 0), series(2, 0), series(0, 0)], [-0.8, 0.8, 0]);
  expect(dear.householdsWorseOffPercent).toBe(50);
  expect(dear.giniOfBenefit).toBeCloseTo(0.5, 9); // benefits 0.60 and -0.24: 0.84 / (2 x 0.84)
});

it('what the dealer kept closes the budget', () => {
  expect(
    kpisAfter([series(1, 0), series(2, 0), series(0, 0)], [-0.3, 0.4, 0], { dealerTake: 0.1 }).budgetBalance,
  ).toBeCloseTo(0, 9);
});

it('on an island unserved energy and battery cycles count', () => {
  const battery = {
    capacity: 2,
    chargePower: 2,
    dischargePower: 2,
    efficiency: 1,
    initialEnergy: 0,
    wear: 0,
  };
  const { community, instance } = anIsland([
    aHousehold([0, 4], { generation: series(1, 0), batteries: [battery] }),
  ]);
  const { plans, costs } = plansAt(instance);
  const kpis = communityKpis({
    community,
    plans,
    noTradePlans: plans,
    payments: [0],
    costsBefore: costs,
    costs,
    baseline: costs[0]!,
    optimum: costs[0]!,
    dealerTake: 0,
    unsoldPlant: series(0, 0),
    prices: series(0, 0),
    importPrices: series(0, 0),
    exportPrices: series(0, 0),
  });
  expect(costs[0]).toBeCloseTo(6, 9); // 3 kWh unserved at 2 EUR
  expect(kpis.unservedEnergy).toBeCloseTo(3 / 4, 9);
  expect(kpis.selfSufficiencyPercent).toBeCloseTo(25, 9);
  expect(kpis.lostLoad).toBeCloseTo(6, 9);
  expect(kpis.batteryFullCycles).toBeCloseTo(0.5, 9); // 1 kWh through 2 kWh
  expect(kpis.welfareEfficiency).toBeNull();
  expect(kpis.costSavingsPercent).toBeCloseTo(0, 9);
});

it('what a household imports and exports in one period, where both cost the same, inflates nothing', () => {
  // second hour: retail 0.10 as feed-in; A may draw 5 kWh and give 4 of them back instead of drawing 1
  const parts: Partial<CommunityParts> = {
    grid: { tariff: { retail: series(0.3, 0.1), feedIn: series(0.1, 0.1) }, power: 20 },
    localFee: series(0, 0),
  };
  const { instance, community } = twoNeighbours(parts);
  const plain = plansAt(instance, [series(1, 0), series(2, 0), series(0, 0)]);
  const [{ import: drawn, export: fed }] = community.columns as [HouseholdColumns];
  const busy = plain.plans.map((plan) => plan.slice());
  for (const family of [drawn!, fed!]) busy[0]![family.first + 1]! += 4;
  const of = (plans: readonly Float64Array[]): Kpis =>
    kpisAfter([series(1, 0), series(2, 0), series(0, 0)], [-0.4, 0.4, 0], { plans }, parts);
  expect(of(busy)).toEqual(of(plain.plans));
});

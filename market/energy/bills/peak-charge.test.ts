import { moneyNearest } from '../../ledger/units.js';
import { jointProblem } from '../../referee/central-problem.js';
import { peakBill } from './bills.js';
import { communityFlows } from '../flows/community-flows.js';
import { householdBills } from './household-bills.js';
import { peakCharges, regulatedPrices, standingCharge } from '../prices/regulation.js';
import { plansAt, twoNeighbours } from '../test/communities.js';
import { aHousehold, optimumOf, series } from '../test/households.js';

const nothing = series(0, 0);
const clock = { start: 0, stepHours: 1, periods: 2 };
const power = { name: 'power', unit: 'EUR/kW peak', retail: 0.5, receiver: 'grid operator' } as const;
const charged = (more: Parameters<typeof twoNeighbours>[0] = {}): ReturnType<typeof twoNeighbours> =>
  twoNeighbours({ peakCharges: peakCharges(clock, [power]), ...more });

it('a home levels what it draws as far as its battery goes', () => {
  // 1 and 3 kWh: a battery of 0.8 brings the peak to 2.2. 4 x 0.30 + 2.2 x 0.50.
  const battery = {
    capacity: 0.8,
    chargePower: 5,
    dischargePower: 5,
    efficiency: 1,
    initialEnergy: 0,
    wear: 0,
  };
  const home = aHousehold([1, 3], { batteries: [battery] });
  const { instance, community } = charged({ households: [home] });
  const { objective, x } = optimumOf(jointProblem(instance.participants.slice(0, 1), nothing));
  expect(objective).toBeCloseTo(4 * 0.3 + 2.2 * 0.5, 9);
  const { first, count } = community.columns[0]!.peak!;
  expect(count).toBe(1);
  expect(x[first]).toBeCloseTo(2.2, 9);
  expect(instance.participants[0]!.columns![first]).toBe('peak[0]');
});

it('half an hour of 1 kWh is a peak of 2 kW', () => {
  const { instance } = charged({
    ...{ clock: { ...clock, stepHours: 0.5 }, households: [aHousehold([1, 0])] },
  });
  expect(plansAt(instance).costs[0]).toBeCloseTo(0.3 + 2 * 0.5, 9);
});

it('counts all that the meter shows, from the neighbour too, and stands on the bill with its receiver', () => {
  const { instance, community } = charged();
  // A sells B 2 kWh in the first hour. A draws 1 kWh at most, B 2 in both hours.
  const { plans, costs } = plansAt(instance, [series(1, 0), series(2, 0), nothing]);
  const bills = householdBills(community, plans, [0n, 0n, 0n], nothing);
  const lines = bills.map(({ lines }) => lines.find(({ name }) => name === 'power')!);
  expect(lines.map(({ receiver, energy }) => [receiver, energy])).toEqual(
    Array(2).fill(['grid operator', null]),
  );
  expect(lines.map(({ amount }) => amount)).toEqual([moneyNearest(0.5), moneyNearest(1)]);
  expect(costs[0]).toBeCloseTo(0.3 + 0.5, 9);
  expect(costs[1]).toBeCloseTo(2 * 0.3 + 2 * 0.02 + 1, 9);
  const { households } = communityFlows(community, plans);
  expect(peakBill(households[1]!, community.market)).toBeCloseTo(1, 9);
});

it('counts the hours of its window alone', () => {
  const evening = { ...power, window: { from: 1, to: 2 } };
  const { instance } = charged({
    ...{ households: [aHousehold([3, 1])], peakCharges: peakCharges(clock, [evening]) },
  });
  expect(plansAt(instance).costs[0]).toBeCloseTo(4 * 0.3 + 0.5, 9);
});

it('is no price of energy and no standing charge', () => {
  const { retail, localFee } = regulatedPrices(clock, [power]);
  expect([retail[0], localFee[0], standingCharge([power], 10, 24)]).toEqual([0, 0, 0]);
});

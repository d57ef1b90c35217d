import { centralProblem, jointProblem } from '../../referee/central-problem.js';
import { communityMarket, type CommunityParts } from '../community.js';
import type { Household } from './household.js';
import { ownLimits, undecidedPeriod } from './own-limits.js';
import { plansAt } from '../test/communities.js';
import { aHousehold, anEnergyMarket, optimumOf, series } from '../test/households.js';

const market = anEnergyMarket({ retail: [0.3], feedIn: [0.35] });
const battery = {
  capacity: 5,
  chargePower: 2,
  dischargePower: 3,
  efficiency: 0.9,
  initialEnergy: 2,
  wear: 0,
};

describe('feed-in 0.35 above retail 0.30', () => {
  it.each<[string, Household, drawn: number, fed: number, use: number, release: number]>([
    ['a home without a plant draws', aHousehold([1]), 10, 0, 1, 0],
    ['nor does its battery feed in', aHousehold([1], { batteries: [battery] }), 10, 0, 3, 0],
    ['a plant alone feeds in', aHousehold([0], { generation: series(3) }), 0, 10, 0, 3],
    ['more sun than load: what is over', aHousehold([1], { generation: series(3) }), 0, 10, 0, 2],
    ['more load than sun', aHousehold([3], { generation: series(1) }), 10, 0, 3, 0],
    [
      'the meter of consumption alone',
      aHousehold([1], { batteries: [battery], feedsIn: false }),
      10,
      0,
      3,
      0,
    ],
  ])('%s', (_, home, ...most) => {
    const limits = ownLimits(home, market);
    expect([limits.import[0], limits.export[0], limits.use[0], limits.release[0]]).toEqual(most);
  });

  it('who has a plant and something to shift has a choice that is left to nobody', () => {
    const home = aHousehold([1], { generation: series(3), batteries: [battery] });
    expect(undecidedPeriod(home, market)).toBe(0);
    expect(undecidedPeriod({ ...home, feedsIn: false, generation: series(0) }, market)).toBe(-1);
    expect(undecidedPeriod(home, anEnergyMarket({ retail: [0.35], feedIn: [0.35] }))).toBe(-1);
    expect(undecidedPeriod(aHousehold([1], { generation: series(3) }), market)).toBe(-1);
  });

  const community = (more: Partial<CommunityParts> = {}) =>
    communityMarket({
      id: 'above',
      clock: { start: 0, stepHours: 1, periods: 1 },
      households: [aHousehold([1], { id: 'A' }), aHousehold([1], { id: 'B', generation: series(3) })],
      grid: { tariff: { retail: series(0.3), feedIn: series(0.35) }, power: 20 },
      ...{ localFee: series(0.04), plant: series(0), householdCash: 100, dealerCash: 100 },
      ...more,
    });

  it('nobody gains by trading, nor by buying and feeding in at once', () => {
    const { instance } = community();
    expect(plansAt(instance).costs).toEqual(
      [0.3, -0.7, 0].map((cost) => expect.closeTo(cost, 12) as unknown),
    );
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(-0.4, 12);
    expect(instance.participants[2]!.grid).toMatchObject({ ask: series(0.35), bid: series(0.35) });
  });

  it('the dealer’s plant sells to the grid', () => {
    const { instance } = community({ plant: series(2) });
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(-1.1, 12);
  });

  it('the grid does not trade with itself', () => {
    const grid = community().instance.participants[2]!;
    expect(optimumOf(jointProblem([grid], series(0))).objective).toBeCloseTo(0, 12);
  });
});

describe('contracts of one’s own (the community: retail 0.30, feed-in 0.10, no fee)', () => {
  const among = (...households: Household[]) =>
    communityMarket({
      id: 'own',
      clock: { start: 0, stepHours: 1, periods: 1 },
      households,
      grid: { tariff: { retail: series(0.3), feedIn: series(0.1) }, power: 20 },
      ...{ localFee: series(0), plant: series(0), householdCash: 100, dealerCash: 100 },
    });
  const contract = (retail: number, feedIn: number) => ({
    tariff: { retail: series(retail), feedIn: series(feedIn) },
  });
  const sum = (costs: readonly number[]): number => costs.reduce((a, b) => a + b, 0);
  const flat = aHousehold([1], { id: 'flat' });

  it('an old feed-in contract above retail: all that is over is fed in, and nothing bought to feed in more', () => {
    const roof = aHousehold([1], { id: 'roof', generation: series(3), ...contract(0.3, 0.45) });
    const { instance, community } = among(flat, roof);
    expect(plansAt(instance).costs[1]).toBeCloseTo(-0.9, 12);
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(0.3 - 0.9, 12);
    const shifting = { ...roof, batteries: [battery] };
    expect(undecidedPeriod(shifting, community.market)).toBe(0);
    expect(undecidedPeriod({ ...shifting, ...contract(0.3, 0.1) }, community.market)).toBe(-1);
  });

  it('a cheap supplier: who has it buys of neighbours for less than that, and sells on nothing', () => {
    const heatPump = aHousehold([2], { id: 'heat-pump', ...contract(0.2, 0.1) });
    const roof = aHousehold([0], { id: 'roof', generation: series(3) });
    const { instance } = among(flat, heatPump, roof);
    expect(sum(plansAt(instance).costs)).toBeCloseTo(0.3 + 0.4 - 0.3, 12);
    // 3 kWh stay here
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(0, 12);
    // nobody makes anything: each draws at its own price
    expect(optimumOf(centralProblem(among(flat, heatPump).instance)).objective).toBeCloseTo(0.7, 12);
  });

  it('its own plant is not sold for the supplier to fill in', () => {
    const both = aHousehold([1], { id: 'both', generation: series(1), ...contract(0.2, 0.1) });
    expect(optimumOf(centralProblem(among(flat, both).instance)).objective).toBeCloseTo(0.3, 12);
  });
});

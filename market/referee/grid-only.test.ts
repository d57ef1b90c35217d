import { twoNeighbours, anIsland, plansAt } from '../energy/test/communities.js';
import { aHousehold, series } from '../energy/test/households.js';
import { gridOnlyCost } from './grid-only.js';

const costOf = (parts: Parameters<typeof twoNeighbours>[0]): number => {
  const { instance } = twoNeighbours(parts);
  const noTrade = plansAt(instance).costs.reduce((sum, cost) => sum + cost, 0);
  return gridOnlyCost(instance, noTrade)!;
};

describe('everybody alone with the grid (households alone: 1.30)', () => {
  it('lets the plant feed in what it makes', () => {
    expect(costOf({ plant: series(0, 1) })).toBeCloseTo(1.2, 9);
    expect(costOf({})).toBeCloseTo(1.3, 9);
  });

  it('takes no more than the connection does', () => {
    expect(costOf({ plant: series(0, 50) })).toBeCloseTo(1.3 - 20 * 0.1, 9);
  });

  it('has no room for the plant where the coupling limits export: all of it is the households’', () => {
    expect(costOf({ plant: series(0, 1), coupling: { exportPower: 20 } })).toBeCloseTo(1.3, 9);
  });

  it('makes the plant pay for nothing: it need not feed in below zero', () => {
    const tariff = { retail: series(0.3, 0.3), feedIn: series(0.1, -0.1) };
    expect(costOf({ plant: series(0, 1), grid: { tariff, power: 20 } })).toBeCloseTo(1.3, 9);
  });

  it('does not exist on an island', () => {
    expect(gridOnlyCost(anIsland([aHousehold([0, 0])]).instance, 0)).toBeNull();
  });
});

import { midMarketRate, rateOf } from './mid-market-rate.js';
import { anIsland, plansAt, twoNeighbours } from '../test/communities.js';
import { aHousehold, series } from '../test/households.js';

describe('the rate of a period (retail 0.30, feed-in 0.10, fee 0.02: mid 0.19)', () => {
  const prices = { retail: 0.3, feedIn: 0.1, fee: 0.02 };
  it.each([
    ['as much supply as demand: all at mid', 2, 2, 0.21, 0.19],
    ['more supply: the rest is fed in', 2, 4, 0.21, 0.145], // (2 x 0.19 + 2 x 0.10) / 4
    ['more demand: the rest comes from the grid', 2, 1, 0.255, 0.19], // (1 x 0.21 + 1 x 0.30) / 2
    ['no supply', 2, 0, 0.3, 0.19],
    ['no demand', 0, 2, 0.21, 0.1],
  ])('%s', (_, demand, supply, buy, sell) => {
    const rate = rateOf({ ...prices, demand, supply });
    expect(rate.buy).toBeCloseTo(buy, 12);
    expect(rate.sell).toBeCloseTo(sell, 12);
  });
});

function of({ instance, community }: ReturnType<typeof twoNeighbours>) {
  const { plans, costs } = plansAt(instance);
  return { community, noTradePlans: plans, costsBefore: costs };
}

it('bills the neighbours for what they would import and export anyway', () => {
  const rate = midMarketRate(of(twoNeighbours()))!;
  expect(rate.bills[0]).toBeCloseTo(-0.08, 9); // A: -2 x 0.19 + 1 x 0.30
  expect(rate.bills[1]).toBeCloseTo(1.02, 9); // B: 2 x 0.21 + 2 x 0.30
  expect(rate.cost).toBeCloseTo(0.94, 9);
});

it('lets the dealer’s plant supply, and counts its income', () => {
  const neighbours = of(twoNeighbours({ plant: series(0, 1) }));
  const rate = midMarketRate(neighbours)!;
  expect(rate.rates[1]!.buy).toBeCloseTo(0.27, 9); // (1 x 0.21 + 2 x 0.30) / 3
  expect(rate.dealerIncome).toBeCloseTo(0.19, 9);
  expect(rate.cost).toBeCloseTo(0.66, 9); // 0.94, and 1 kWh at 0.02 instead of 0.30
});

it('does not exist on an island', () => {
  expect(midMarketRate(of(anIsland([aHousehold([0, 0])])))).toBeNull();
});

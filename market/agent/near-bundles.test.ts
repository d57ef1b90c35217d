import { householdProblem } from '#market/energy/programs/household-problem.js';
import { aBattery, aHousehold, anEnergyMarket, series } from '#market/energy/test/households.js';
import { theSolver } from '../test/a-match.js';
import { NearBundles, wantsNearBundles } from './near-bundles.js';

const day = new Array<number>(8).fill(1);

it.each([
  ['a battery among few links many prices', 2, [aBattery], true],
  ['the same among many agents', 6, [aBattery], false],
  ['a home without one', 2, [], false],
])('%s', (_, agents, batteries, wanted) => {
  const market = anEnergyMarket({ retail: day, limited: { import: true, export: false } });
  const { list } = market.resources;
  const { problem } = householdProblem(aHousehold(day, { batteries }), market);
  expect(wantsNearBundles(agents, problem, list)).toBe(wanted);
});

it('reach no further than they may, and are worth what they say', async () => {
  // wants 2 kWh an hour that cost 0.30 elsewhere, and may buy them at 0.20
  const home = aHousehold([2, 2]);
  const { problem } = householdProblem(home, anEnergyMarket({ retail: [0.3, 0.3] }));
  const near = new NearBundles(await theSolver(), problem);
  try {
    const position = { allocation: series(0, 0), cost: 1.2 };
    const { found } = near.search(series(0.2, 0.4), position, series(0.5, 0.5), 1000);
    expect(found!.bundle[0]).toBeCloseTo(0.5, 9);
    expect(found!.bundle[1]).toBeCloseTo(0, 9); // dearer than the grid
    expect(found!.value).toBeCloseTo(0.15, 9);
    expect(found!.utility).toBeCloseTo(0.05, 9);
    expect(near.search(series(0.2, 0.4), position, series(0.5, 0.5), 0).found).toBeNull();
  } finally {
    near.dispose();
  }
});

it('reach as far in each resource as they may there', async () => {
  const home = aHousehold([2, 2]);
  const { problem } = householdProblem(home, anEnergyMarket({ retail: [0.3, 0.3] }));
  const near = new NearBundles(await theSolver(), problem);
  try {
    const position = { allocation: series(0, 0), cost: 1.2 };
    const { found } = near.search(series(0.2, 0.2), position, series(0.5, 1.5), 1000);
    expect([...found!.bundle]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(1.5, 9)]);
  } finally {
    near.dispose();
  }
});

it('are a third, a ninth and a twenty-seventh of the largest quantity', () => {
  const reaches = NearBundles.reaches({ bundle: series(1, -27) });
  expect(reaches.map((reach) => [...reach].map((entry) => Math.round(entry)))).toEqual([
    [9, 9],
    [3, 3],
    [1, 1],
  ]);
});

it('are all and three tenths of what was traded of each resource, once anything was', () => {
  expect(NearBundles.depths(series(0, 0))).toEqual([]);
  expect(NearBundles.depths(series(1, 10)).map((reach) => [...reach])).toEqual([
    [expect.closeTo(1, 6), expect.closeTo(10, 6)],
    [expect.closeTo(0.3, 6), expect.closeTo(3, 6)],
  ]);
});

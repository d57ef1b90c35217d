import { jointProblem } from '#market/referee/central-problem.js';
import { communityMarket } from '../community.js';
import { householdFlows } from '../flows/household-flows.js';
import { aHousehold, optimumOf, series } from '../test/households.js';

/** Retail 0.30, feed-in 0.10, fee 0.05 on what is bought in all. Two hours. */
function held(load: number[], generation: number[], contracted: number[]) {
  const household = aHousehold(load, {
    generation: series(...generation),
    contracted: series(...contracted),
  });
  const { instance, community } = communityMarket({
    id: 'one',
    clock: { start: 0, stepHours: 1, periods: 2 },
    households: [household],
    grid: { tariff: { retail: series(0.3, 0.3), feedIn: series(0.1, 0.1) }, power: 20 },
    ...{ localFee: series(0.05, 0.05), plant: series(0, 0), householdCash: 100, dealerCash: 100 },
  });
  const [home] = instance.participants;
  const { x, objective } = optimumOf(jointProblem([home!], home!.endowment));
  const { market, columns } = community;
  return { cost: objective, home: home!, flows: householdFlows(household, columns[0]!, market, x) };
}

it('who has sold more than its plant now makes draws the rest from its own supplier', () => {
  const { cost, home, flows } = held([0, 1], [1, 0], [-3, 0]);
  expect(Array.from(home.endowment)).toEqual([-2, 0]);
  expect(flows.position[0]).toBe(-3);
  expect(Array.from(flows.import)).toEqual([2, 1]);
  expect(cost).toBeCloseTo(3 * 0.3, 9);
});

it('who has bought more than it now uses feeds the rest in, and pays the fee on all of it', () => {
  const { cost, flows } = held([1, 1], [0, 0], [3, 0]);
  expect(flows.position[0]).toBe(3);
  expect([flows.export[0], flows.import[1]]).toEqual([2, 1]);
  expect(cost).toBeCloseTo(3 * 0.05 - 2 * 0.1 + 0.3, 9);
});

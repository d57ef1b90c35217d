import { communityFlows } from './community-flows.js';
import { householdFlows } from './household-flows.js';
import { householdProblem } from '../programs/household-problem.js';
import { plansAt, twoNeighbours } from '../test/communities.js';
import { aHousehold, anEnergyMarket, series } from '../test/households.js';

it('where retail is feed-in, buying and feeding in at once counts for nothing', () => {
  const market = anEnergyMarket({ retail: [0.2], feedIn: [0.2] });
  const home = aHousehold([1]);
  const { columns, problem } = householdProblem(home, market);
  const plan = new Float64Array(problem.cost.length);
  plan[columns.import!.first] = 4;
  plan[columns.export!.first] = 3;
  const flows = householdFlows(home, columns, market, plan);
  expect([flows.import[0], flows.export[0]]).toEqual([1, 0]);
});

it('nor does what the grid sells into the market and takes from it in the same period', () => {
  const { instance, community } = twoNeighbours();
  const { plans } = plansAt(instance);
  const grid = plans[2]!.slice();
  grid[community.gridColumns!.import.first] = 5;
  grid[community.gridColumns!.export.first] = 7;
  const flows = communityFlows(community, [plans[0]!, plans[1]!, grid]);
  expect([flows.gridImport, flows.gridExport]).toEqual([series(0, 0), series(2, 0)]);
});

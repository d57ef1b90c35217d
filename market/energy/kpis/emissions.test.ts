import { communityFlows } from '../flows/community-flows.js';
import type { CarbonIntensity } from '../carbon.js';
import { emissions } from './emissions.js';
import { co2Of } from './kpis.js';
import { plansAt, twoNeighbours } from '../test/communities.js';
import { aHousehold, series } from '../test/households.js';

const carbon: CarbonIntensity = { average: series(400, 300), marginal: series(700, 600) };

/** CO2 of the two neighbours after these allocations (A, B, grid). */
function co2After(
  allocations: Float64Array[],
  more: Parameters<typeof twoNeighbours>[0] = {},
  unsoldPlant = series(0, 0),
) {
  const { instance, community } = twoNeighbours({ carbon, ...more });
  return co2Of({ community, plans: plansAt(instance, allocations).plans, unsoldPlant })!;
}

it('charges each household with its part of what comes in', () => {
  // A sells B its 2 kWh of the first hour; in the second A draws 1 kWh, B 2
  const { community, households } = co2After([series(1, 0), series(2, 0), series(0, 0)]);
  expect(community.average).toBeCloseTo(3 * 0.3, 9);
  expect(community.marginal).toBeCloseTo(3 * 0.6, 9);
  expect(households.map(({ average }) => average)).toEqual([expect.closeTo(0.3, 9), expect.closeTo(0.6, 9)]);
});

it('credits exports at the margin, and with nothing at the average', () => {
  // B needs 1 kWh of A's 2 in the first hour: the other goes out
  const one = [
    { ...aHousehold([1, 1], { generation: series(3, 0) }), id: 'A' },
    { ...aHousehold([1, 2]), id: 'B' },
  ];
  const { community, households } = co2After([series(2, 0), series(1, 0), series(0, 0)], { households: one });
  expect(community.average).toBeCloseTo(3 * 0.3, 9);
  expect(community.marginal).toBeCloseTo(3 * 0.6 - 0.7, 9);
  expect(households[0]!.average).toBeCloseTo(0.3, 9);
  expect(households[0]!.marginal).toBeCloseTo(0.6 - 0.7, 9);
  expect(households[1]!.marginal).toBeCloseTo(1.2, 9);
});

it('counts what neighbours export to each other outside of the market for neither', () => {
  // first hour: A feeds in 2 kWh while B draws 2
  const { community, households } = co2After([series(3, 0), series(0, 0), series(0, 0)]);
  expect(community.average).toBeCloseTo(0.9, 9);
  expect(households.map(({ average }) => average)).toEqual([expect.closeTo(0.3, 9), expect.closeTo(0.6, 9)]);
});

it('shares what was bought of the grid in the market among its buyers', () => {
  // second hour: B takes its 2 kWh from the grid in the market, A draws 1 over its own connection
  const { households } = co2After([series(1, 0), series(2, 2), series(0, -2)]);
  expect(households.map(({ average }) => average)).toEqual([expect.closeTo(0.3, 9), expect.closeTo(0.6, 9)]);
});

it('leaves to the dealer what its plant feeds in', () => {
  // the plant's 4 kWh of the second hour go to the grid in the market, 3 of which the neighbours draw
  const { community, households } = co2After([series(1, 0), series(2, 0), series(0, 4)], {
    plant: series(0, 4),
  });
  expect(community.average).toBeCloseTo(0, 9);
  expect(community.marginal).toBeCloseTo(-0.6, 9);
  expect(households.map(({ marginal }) => marginal)).toEqual([0, 0]);
});

it('says nothing of the margin where nothing is stated', () => {
  const { instance, community } = twoNeighbours();
  const { plans } = plansAt(instance);
  const flows = communityFlows(community, plans);
  const { community: all } = emissions({ average: series(400, 300) }, flows, series(0, 0), [0, 0]);
  expect(all.average).toBeCloseTo(0.9, 9);
  expect(Object.keys(all)).toEqual(['average']);
  expect(co2Of({ community, plans, unsoldPlant: series(0, 0) })).toBeNull();
});

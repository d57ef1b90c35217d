import { twoNeighbours } from '../test/communities.js';
import { aHousehold, series } from '../test/households.js';

it('every column of a household says what it decides, and when', () => {
  const battery = {
    ...{ capacity: 2, chargePower: 1, dischargePower: 1 },
    ...{ efficiency: 0.9, initialEnergy: 0, wear: 0 },
  };
  const home = aHousehold([1, 1], {
    generation: series(3, 0),
    batteries: [battery, battery],
    flexible: [
      {
        ...{ id: 'car', kind: 'electric-vehicle', power: 2 },
        demands: [{ window: { firstPeriod: 1, hours: series(1), share: 1 }, energy: 1 }],
      },
    ],
  });
  const { instance, community } = twoNeighbours({
    households: [home, aHousehold([1, 1])],
    valueOfLostLoad: 2,
  });
  const { columns, problem } = instance.participants[0]!;
  expect(columns).toHaveLength(problem.cost.length);
  expect(new Set(columns).size).toBe(columns!.length);
  expect(columns).not.toContain('');
  const { first } = community.columns[0]!.batteries[1]!.charge;
  expect(columns![first + 1]).toBe('battery-2.charge[1]');
  expect(columns).toEqual(expect.arrayContaining(['local[0]', 'bought[1]', 'import[0]', 'export[1]', 'curtailed[0]', 'unserved[1]', 'battery.stored[1]', 'car[1]'])); // prettier-ignore
});

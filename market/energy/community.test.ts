import { centralProblem } from '../referee/central-problem.js';
import { plansAt, anIsland, twoNeighbours } from './test/communities.js';
import { aHousehold, optimumOf, series } from './test/households.js';

describe('the market of a community with a grid', () => {
  const { instance } = twoNeighbours();

  it('seats the households in order and the grid last', () => {
    expect(instance.participants.map(({ id, role }) => [id, role])).toEqual([
      ['A', 'agent'],
      ['B', 'agent'],
      ['grid', 'grid'],
    ]);
  });

  it('endows a household with its generation, the dealer with its plant', () => {
    expect(instance.participants.map(({ endowment }) => [...endowment])).toEqual([
      [3, 0],
      [0, 0],
      [0, 0],
    ]);
    expect([...twoNeighbours({ plant: series(0, 1) }).instance.dealer.endowment]).toEqual([0, 1]);
  });

  it('starts prices in the middle of feed-in and the grid’s ask, which is retail less the fee', () => {
    const { ask, bid, capacity } = instance.participants[2]!.grid!;
    expect([...ask]).toEqual([0.28, 0.28].map((price) => expect.closeTo(price, 12) as unknown));
    expect([...bid]).toEqual([0.1, 0.1]);
    expect([...capacity]).toEqual([20, 20]);
    expect(instance.initialPrices[0]).toBeCloseTo(0.19, 12);
  });

  it('has its optimum where the neighbours trade what A has over', () => {
    expect(plansAt(instance).costs.reduce((a, b) => a + b)).toBeCloseTo(1.3, 9);
    expect(optimumOf(centralProblem(instance)).objective).toBeCloseTo(0.94, 9);
  });
});

describe('the grid as a participant', () => {
  const grid = twoNeighbours().instance.participants[2]!;
  const costAt = (...allocation: number[]): number =>
    plansAt({ ...twoNeighbours().instance, participants: [grid] }, [series(...allocation)]).costs[0]!;

  it('is paid for what it sold at its ask, pays for what it bought at feed-in', () => {
    expect(costAt(-2, 0)).toBeCloseTo(0.56, 9); // 2 x 0.28
    expect(costAt(0, 3)).toBeCloseTo(-0.3, 9); // 3 x 0.10
  });

  it('undoes a sale at the price it sold for', () => {
    expect(costAt(-2, 0) - costAt(-1, 0)).toBeCloseTo(0.28, 9);
  });
});

describe('on an island', () => {
  it('there is no grid, and no resource that nobody can supply', () => {
    const { instance } = anIsland([aHousehold([1, 1], { generation: series(0, 2) })]);
    expect(instance.participants).toHaveLength(1);
    expect(instance.resources.map(({ id, period }) => [id, period])).toEqual([['energy-1', 1]]);
  });

  it('a battery makes every period one that somebody can supply', () => {
    const battery = {
      capacity: 2,
      chargePower: 2,
      dischargePower: 2,
      efficiency: 1,
      initialEnergy: 0,
      wear: 0,
    };
    const { instance } = anIsland([aHousehold([1, 1], { generation: series(0, 2), batteries: [battery] })]);
    expect(instance.resources).toHaveLength(2);
  });
});

describe('a limited point of common coupling', () => {
  const { instance, community } = twoNeighbours({ coupling: { importPower: 1 }, valueOfLostLoad: 2 });

  it('is shared out equally as a right to import, which the grid needs to buy', () => {
    expect(instance.resources.map(({ id }) => id)).toEqual([
      'energy-0',
      'energy-1',
      'import-capacity-0',
      'import-capacity-1',
    ]);
    expect(instance.participants.map(({ endowment }) => endowment[2])).toEqual([0.5, 0.5, 0]);
  });

  it('tells the grid which right a unit sold draws on', () => {
    const { importRight, exportRight } = instance.participants[2]!.grid!;
    expect([...importRight!]).toEqual([2, 3, -1, -1]);
    expect([...exportRight!]).toEqual([-1, -1, -1, -1]);
  });

  it('bounds what the community imports, through the market or past it', () => {
    const central = centralProblem(instance);
    const { x, objective } = optimumOf(central);
    const imports = [0, 1].map((t) =>
      community.columns.reduce(
        (sum, { import: drawn, export: fed }, j) =>
          sum +
          x[central.blocks[j]!.firstColumn + drawn!.first + t]! -
          x[central.blocks[j]!.firstColumn + fed!.first + t]!,
        x[central.blocks[2]!.firstColumn + community.gridColumns!.import.first + t]! -
          x[central.blocks[2]!.firstColumn + community.gridColumns!.export.first + t]!,
      ),
    );
    for (const energy of imports) expect(energy).toBeLessThanOrEqual(1 + 1e-9);
    // second hour: 3 kWh wanted, 1 imported at 0.30, 2 unserved at 2; first hour: 2 kWh traded with fee
    expect(objective).toBeCloseTo(0.04 + 0.3 + 4, 9);
  });
});

describe('in an outage', () => {
  const { instance, community } = twoNeighbours({
    outage: [false, true],
    coupling: { importPower: 1 },
    valueOfLostLoad: 2,
  });

  it('only what somebody can supply is traded, and there are no rights to a grid', () => {
    // second hour: nobody generates
    expect(instance.resources.map(({ id }) => id)).toEqual(['energy-0', 'import-capacity-0']);
    expect(community.market.resources.importCapacity[1]).toBe(-1);
  });

  it('neither the grid nor a home of its own accord trades with it', () => {
    const supplied = twoNeighbours({
      outage: [false, true],
      valueOfLostLoad: 2,
      plant: series(0, 1),
    }).instance;
    expect([...supplied.participants[2]!.grid!.capacity]).toEqual([20, 0]);
    expect([...supplied.initialPrices]).toEqual([expect.closeTo(0.19, 12), 1]);
    // second hour: 1 of 3 kWh from the plant with its fee, 2 lost; first hour: 2 kWh traded with theirs
    expect(optimumOf(centralProblem(supplied)).objective).toBeCloseTo(0.04 + 0.02 + 4, 9);
  });
});

it('a grid that pays for what it gives has the money to', () => {
  const tariff = { retail: series(-0.3, 0.1), feedIn: series(-0.4, -0.4) };
  const [, , grid] = twoNeighbours({ grid: { tariff, power: 20_000 } }).instance.participants;
  expect(grid!.cash).toBe(1000 + 4 * 0.4 * 20_000 * 2);
});

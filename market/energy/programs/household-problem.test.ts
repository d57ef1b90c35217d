import { jointProblem } from '#market/referee/central-problem.js';
import type { EnergyMarket } from '../prices/energy-market.js';
import type { Household } from './household.js';
import { householdFlows, type HouseholdFlows } from '../flows/household-flows.js';
import { householdProblem } from './household-problem.js';
import { aHousehold, anEnergyMarket, optimumOf, series, solve } from '../test/households.js';

/** z(c): the household's cost when it holds `allocation` of local energy (default: what it generates). */
function costOf(household: Household, market: EnergyMarket, allocation = household.generation): number {
  return optimumOf(jointProblem([householdProblem(household, market)], allocation)).objective;
}

function flowsOf(household: Household, market: EnergyMarket): HouseholdFlows {
  const made = householdProblem(household, market);
  const { x } = optimumOf(jointProblem([made], household.generation));
  return householdFlows(household, made.columns, market, x);
}

describe('a household with a grid connection', () => {
  const market = anEnergyMarket({ retail: [0.3], feedIn: [0.1], fee: [0.02] });

  it('buys what it lacks at retail', () => {
    expect(costOf(aHousehold([2]), market)).toBeCloseTo(0.6, 9); // 2 x 0.30
  });

  it('replaces grid energy by local energy, which bears the local fee', () => {
    expect(costOf(aHousehold([2]), market, series(1))).toBeCloseTo(0.32, 9); // 1 x 0.30 + 1 x 0.02
  });

  it('feeds in what it does not need', () => {
    const roof = aHousehold([1], { generation: series(3) });
    expect(costOf(roof, market)).toBeCloseTo(-0.2, 9); // 2 x 0.10
  });

  it('pays no fee on what it sells, and buys back from the grid what it sold too much', () => {
    const roof = aHousehold([1], { generation: series(3) });
    expect(costOf(roof, market, series(1))).toBeCloseTo(0, 9); // sold 2: nothing left over
    expect(costOf(roof, market, series(0))).toBeCloseTo(0.3, 9); // sold 3: 1 x 0.30
  });

  it('pays the fee on its net position only', () => {
    const roof = aHousehold([1], { generation: series(3) });
    expect(costOf(roof, market, series(4))).toBeCloseTo(-0.28, 9); // exports 3 x 0.10, bought 1 x 0.02
  });

  it('has only bounded columns', () => {
    const { columnLower, columnUpper } = householdProblem(aHousehold([1]), market).problem;
    expect([...columnLower, ...columnUpper].every(Number.isFinite)).toBe(true);
  });
});

describe('what a household can trade', () => {
  const market = anEnergyMarket({ retail: [0.3], feedIn: [0.1] });

  it('is not grid energy sold on', () => {
    const flat = aHousehold([1]);
    expect(solve(jointProblem([householdProblem(flat, market)], series(-0.5))).status).toBe('infeasible');
  });

  it('is what it generates and what its battery gives', () => {
    const battery = {
      capacity: 5,
      chargePower: 1,
      dischargePower: 1,
      efficiency: 1,
      initialEnergy: 1,
      wear: 0,
    };
    const home = aHousehold([0], { generation: series(2), batteries: [battery] });
    const { columnLower, columnUpper } = householdProblem(home, market).problem;
    expect([columnLower[0], columnUpper[0]]).toEqual([-1, 3]); // sells up to 2 + 1, buys up to 1 to charge
  });

  it('is no more than it can use; more than that is left lying', () => {
    expect(costOf(aHousehold([2]), market, series(5))).toBeCloseTo(0, 9); // not fed in at 0.10
  });
});

describe('its connection', () => {
  const market = anEnergyMarket({ retail: [0.3], feedIn: [0.1] });

  it('limits what flows in: a load above it cannot be met', () => {
    const household = aHousehold([2], { connectionPower: 1 });
    expect(solve(jointProblem([householdProblem(household, market)], series(0))).status).toBe('infeasible');
  });

  it('limits grid and local energy together', () => {
    const household = aHousehold([2], { connectionPower: 1 });
    expect(solve(jointProblem([householdProblem(household, market)], series(1))).status).toBe('infeasible');
  });

  it('makes it curtail what can neither be used nor leave', () => {
    const roof = aHousehold([0], { generation: series(3), connectionPower: 1 });
    expect(costOf(roof, market)).toBeCloseTo(-0.1, 9); // 1 x 0.10, 2 curtailed
    expect(flowsOf(roof, market).curtailed[0]).toBeCloseTo(2, 9);
  });

  it('leaves demand unserved at the value of lost load where that is allowed', () => {
    const household = aHousehold([2], { connectionPower: 1 });
    const forgiving = anEnergyMarket({ retail: [0.3], valueOfLostLoad: 5 });
    expect(costOf(household, forgiving)).toBeCloseTo(5.3, 9); // 1 x 0.30 + 1 x 5
  });
});

describe('a battery', () => {
  const market = anEnergyMarket({ retail: [0.3, 0.3], feedIn: [0.1, 0.1] });
  const battery = {
    capacity: 1,
    chargePower: 1,
    dischargePower: 1,
    efficiency: 0.81,
    initialEnergy: 0,
    wear: 0.01,
  };

  it('carries energy at its efficiency and its wear', () => {
    const home = aHousehold([0, 1], { generation: series(1, 0), batteries: [battery] });
    // charges 1, stores 0.9, discharges 0.81: 0.19 x 0.30 + 0.81 x 0.01 (against 0.20 without it)
    expect(costOf(home, market)).toBeCloseTo(0.0651, 9);
    const { charge, stored, discharge } = flowsOf(home, market);
    expect([charge[0], stored[0], discharge[1], stored[1]]).toEqual([1, 0.9, 0.81, 0].map(near));
  });

  it('holds at the end what it held at the start', () => {
    const home = aHousehold([0, 1], { batteries: [{ ...battery, initialEnergy: 0.5, wear: 0 }] });
    expect(costOf(home, market)).toBeCloseTo(0.3, 9); // emptying it and refilling costs more than 0.30
    expect(flowsOf(home, market).stored[1]).toBeGreaterThanOrEqual(0.5 - 1e-9);
  });

  it('keeps to capacity and power', () => {
    const home = aHousehold([0, 3], {
      generation: series(3, 0),
      batteries: [{ ...battery, chargePower: 0.5 }],
    });
    // charges 0.5, discharges 0.405: feeds in 2.5, buys 2.595
    expect(costOf(home, market)).toBeCloseTo(-0.25 + 0.7785 + 0.00405, 9);
    const roomy = aHousehold([0, 3], {
      generation: series(3, 0),
      batteries: [{ ...battery, chargePower: 3 }],
    });
    expect(flowsOf(roomy, market).stored[0]).toBeCloseTo(1, 9); // 1 / 0.9 charged
  });
});

describe('two batteries', () => {
  it('work side by side, each with its own losses', () => {
    const market = anEnergyMarket({ retail: [0.1, 0.3], feedIn: [0, 0] });
    const one = { capacity: 1, chargePower: 2, dischargePower: 2, initialEnergy: 0, wear: 0 };
    const home = aHousehold([0, 2], {
      batteries: [
        { ...one, efficiency: 1 },
        { ...one, efficiency: 0.81 },
      ],
    });
    // the first carries 1, the second takes 1 / 0.9 and gives 0.9: 2.1111 x 0.10 + 0.1 x 0.30
    expect(costOf(home, market)).toBeCloseTo((1 + 1 / 0.9) * 0.1 + 0.1 * 0.3, 9);
    expect([...flowsOf(home, market).drained]).toEqual([0, 2].map(near));
  });
});

describe('a flexible load', () => {
  const market = anEnergyMarket({ retail: [0.1, 0.3, 0.2] });
  const demand = { window: { firstPeriod: 1, hours: series(1, 1), share: 1 }, energy: 1 };

  it('runs when energy is cheapest inside its window', () => {
    const home = aHousehold([0, 0, 0], {
      flexible: [{ id: 'dryer', kind: 'appliance', power: 2, demands: [demand] }],
    });
    expect(costOf(home, market)).toBeCloseTo(0.2, 9); // 0.10 lies outside
    expect([...flowsOf(home, market).consumption]).toEqual([0, 0, 1].map(near));
  });

  it('spreads where its power does not suffice', () => {
    const home = aHousehold([0, 0, 0], {
      flexible: [{ id: 'car', kind: 'electric-vehicle', power: 0.6, demands: [demand] }],
    });
    expect(costOf(home, market)).toBeCloseTo(0.24, 9); // 0.6 x 0.20 + 0.4 x 0.30
  });

  it('cannot have more energy than its window allows', () => {
    const home = aHousehold([0, 0, 0], {
      flexible: [{ id: 'car', kind: 'electric-vehicle', power: 0.4, demands: [demand] }],
    });
    expect(solve(jointProblem([householdProblem(home, market)], series(0, 0, 0))).status).toBe('infeasible');
  });
});

describe('a car that also gives', () => {
  const market = anEnergyMarket({ retail: [0.1, 0.3], feedIn: [0, 0] });
  const store = { capacity: 10, initialEnergy: 4, dischargePower: 2, efficiency: 1, wear: 0 };
  const stay = { window: { firstPeriod: 0, hours: series(1, 1), share: 1 }, energy: 1 };
  const car = { id: 'car', kind: 'electric-vehicle' as const, power: 2, demands: [stay] };

  it('carries cheap energy to the house and leaves with what it needs', () => {
    const home = aHousehold([0, 2], { flexible: [{ ...car, store }] });
    // takes 2 at 0.10, gives 1 of them; without giving: 1 at 0.10 and 2 at 0.30
    expect(costOf(home, market)).toBeCloseTo(0.5, 9);
    expect(costOf(aHousehold([0, 2], { flexible: [car] }), market)).toBeCloseTo(0.7, 9);
    expect([...flowsOf(home, market).consumption]).toEqual([2, 1].map(near)); // 2 - 1 in the second hour
  });

  it('takes more than it needs by what it loses, and wears', () => {
    const lossy = { ...store, efficiency: 0.81, wear: 0.05, initialEnergy: 0 };
    const home = aHousehold([0, 2], { flexible: [{ ...car, store: lossy }] });
    // 2 in: 1.8 held, 1 stays: 0.8 x 0.9 = 0.72 out
    expect(costOf(home, market)).toBeCloseTo(0.2 + 1.28 * 0.3 + 0.72 * 0.05, 9);
  });
});

describe('a heat pump in a house', () => {
  const house = { power: 2, cop: series(4, 4), outside: series(0, 0), loss: 0.1, heatCapacity: 1 };
  const keep = Math.exp(-0.1);

  it('replaces what the house loses', () => {
    const market = anEnergyMarket({ retail: [0.3, 0.3] });
    const home = aHousehold([1, 0], { heatPump: { ...house, low: 20, high: 20, initial: 20 } });
    // 0.1 kW/K x 20 K = 2 kWh of heat an hour, 0.5 kWh of electricity
    expect(costOf(home, market)).toBeCloseTo((1.5 + 0.5) * 0.3, 9);
    expect([...flowsOf(home, market).consumption]).toEqual([1.5, 0.5].map(near));
  });

  it('heats ahead within the comfort band while energy is cheap', () => {
    const market = anEnergyMarket({ retail: [0.1, 0.3] });
    const home = aHousehold([0, 0], { heatPump: { ...house, low: 20, high: 22, initial: 20 } });
    const perDegree = (1 - keep) * 40; // degrees per kWh
    const first = (22 - keep * 20) / perDegree;
    const second = (20 - keep * 22) / perDegree;
    expect(costOf(home, market)).toBeCloseTo(0.1 * first + 0.3 * second, 9);
  });

  it('needs more where it is cold and the COP low', () => {
    const market = anEnergyMarket({ retail: [0.3, 0.3] });
    const cold = { ...house, outside: series(-10, 0), cop: series(2, 4), low: 20, high: 20, initial: 20 };
    expect(costOf(aHousehold([0, 0], { heatPump: cold }), market)).toBeCloseTo((1.5 + 0.5) * 0.3, 9); // 3 / 2 + 2 / 4
  });

  it('too weak for the cold it has no plan', () => {
    const market = anEnergyMarket({ retail: [0.3, 0.3] });
    const weak = { ...house, power: 0.4, low: 20, high: 22, initial: 20 };
    const made = householdProblem(aHousehold([0, 0], { heatPump: weak }), market);
    expect(solve(jointProblem([made], series(0, 0))).status).toBe('infeasible');
  });
});

describe('on an island', () => {
  it('demand beyond supply is lost at its value, and surplus is curtailed', () => {
    const market = anEnergyMarket({ periods: 2, valueOfLostLoad: 2 });
    const home = aHousehold([1, 1], { generation: series(0.4, 5) });
    expect(costOf(home, market)).toBeCloseTo(1.2, 9); // 0.6 x 2
    expect(flowsOf(home, market).unserved[0]).toBeCloseTo(0.6, 9);
  });

  it('a home that states what lost load costs it pays that', () => {
    const market = anEnergyMarket({ periods: 1, valueOfLostLoad: 2 });
    expect(costOf(aHousehold([1], { valueOfLostLoad: 7 }), market)).toBeCloseTo(7, 9);
    const must = anEnergyMarket({ periods: 1 });
    expect(costOf(aHousehold([1], { valueOfLostLoad: 7 }), must)).toBeCloseTo(7, 9);
  });

  it('a period that is not traded has no local energy', () => {
    const market = anEnergyMarket({ periods: 2, traded: [true, false], valueOfLostLoad: 2 });
    const made = householdProblem(aHousehold([1, 1]), market);
    expect(market.resources.list.map(({ id }) => id)).toEqual(['energy-0']);
    expect(optimumOf(jointProblem([made], series(3))).objective).toBeCloseTo(2, 9);
  });
});

describe('behind a limited point of common coupling', () => {
  const market = anEnergyMarket({
    retail: [0.3],
    limited: { import: true, export: true },
    valueOfLostLoad: 5,
  });

  it('imports only as far as it holds the right to', () => {
    // resources: energy, import right, export right
    expect(costOf(aHousehold([2]), market, series(0, 0.5, 0))).toBeCloseTo(7.65, 9); // 0.5 x 0.30 + 1.5 x 5
  });

  it('exports only as far as it holds the right to', () => {
    const roof = aHousehold([0], { generation: series(3) });
    expect(costOf(roof, market, series(3, 0, 2))).toBeCloseTo(-0.2, 9);
  });

  it('may sell its right to import while it exports', () => {
    const roof = aHousehold([0], { generation: series(3) });
    expect(costOf(roof, market, series(3, -1, 2))).toBeCloseTo(-0.2, 9); // exports 2 >= 1
  });
});

function near(value: number): unknown {
  return expect.closeTo(value, 9);
}

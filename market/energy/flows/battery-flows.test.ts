import { AgentProgram } from '../programs/agent-program.js';
import { batteryColumns } from '../programs/battery-columns.js';
import { batteryFlows } from './battery-flows.js';
import { series } from '../test/households.js';

/** What a battery of 5 kWh does under a plan: charge, discharge and stored, two periods each. */
function flowsOf(efficiency: number, plan: number[], initialEnergy = 0) {
  const battery = { capacity: 5, chargePower: 10, dischargePower: 10, efficiency, initialEnergy, wear: 0 };
  const columns = batteryColumns(new AgentProgram(0), battery, ['either', 'either'], 1, [[], []]);
  return batteryFlows(battery, columns, series(...plan));
}

it.each([1, 0.9, 0.5])(
  'filled and emptied once, 5 kWh leave the cells at an efficiency of %s',
  (efficiency) => {
    const oneWay = Math.sqrt(efficiency);
    const { drained } = flowsOf(efficiency, [5 / oneWay, 0, 0, 5 * oneWay, 5, 0]);
    expect([...drained]).toEqual([0, 5]);
  },
);

it('what goes in and out within one period is no flow at all where nothing is lost', () => {
  const { charge, discharge, drained } = flowsOf(1, [3, 2, 1, 4, 2, 0]);
  expect([...charge, ...discharge, ...drained]).toEqual([2, 0, 0, 2, 0, 2]);
});

it('what it held at the start counts when it leaves', () => {
  expect([...flowsOf(1, [0, 0, 3, 0, 1, 1], 4).drained]).toEqual([3, 0]);
});

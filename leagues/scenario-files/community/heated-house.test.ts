import { heatPumpOf } from './heated-house.js';

const clock = { start: Date.UTC(2025, 0, 15, 22) / 1000, stepHours: 1, periods: 4 };
const house = { power: 3, loss: 0.2, heatCapacity: 5, comfort: { low: 20, high: 22 } };

it('reads temperatures by the hour of the day, and COPs between those of the table', () => {
  const outside = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? -10 + hour * 9 : 20));
  const cop = [
    { outside: -7, is: 2.5 },
    { outside: 8, is: 4 },
  ];
  const pump = heatPumpOf({ ...house, outside, cop }, clock);
  expect([...pump.outside]).toEqual([20, 20, -10, -1]); // 22, 23, 0 and 1 o'clock
  expect([...pump.cop]).toEqual([4, 4, 2.5, 2.5 + (6 / 15) * 1.5]);
  expect([pump.low, pump.initial, pump.high]).toEqual([20, 21, 22]);
});

it('one number holds always', () => {
  const pump = heatPumpOf({ ...house, outside: 3, cop: 3.5, initial: 20 }, clock);
  expect([...pump.outside, ...pump.cop, pump.initial]).toEqual([3, 3, 3, 3, 3.5, 3.5, 3.5, 3.5, 20]);
});

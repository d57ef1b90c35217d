import { scenarioFrom } from '../../scenario-from.js';
import { heatPumpOf } from './heated-house.js';

const clock = { start: Date.UTC(2025, 0, 15, 22) / 1000, stepHours: 1, periods: 4 };
const house = { power: 3, loss: 0.2, heatCapacity: 5, comfort: { low: 20, high: 22 } };

it('reads temperatures by the hour of the day, and COPs between those of the table', () => {
  const outside = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? -10 + hour * 9 : 20));
  const cop = [
    { outside: -7, is: 2.5 },
    { outside: 8, is: 4 },
  ];
  const pump = heatPumpOf({ ...house, outside, cop }, clock, new Map());
  expect([...pump.outside]).toEqual([20, 20, -10, -1]); // 22, 23, 0 and 1 o'clock
  expect([...pump.cop]).toEqual([4, 4, 2.5, 2.5 + (6 / 15) * 1.5]);
  expect([pump.low, pump.initial, pump.high]).toEqual([20, 21, 22]);
});

it('one number holds always', () => {
  const pump = heatPumpOf({ ...house, outside: 3, cop: 3.5, initial: 20 }, clock, new Map());
  expect([...pump.outside, ...pump.cop, pump.initial]).toEqual([3, 3, 3, 3, 3.5, 3.5, 3.5, 3.5, 20]);
});

describe('measured temperatures', () => {
  const outside = { csv: 'air.csv', column: 'air', unit: 'degC', time: 'time' };
  const cop = [
    { outside: -10, is: 2 },
    { outside: 10, is: 4 },
  ];
  const drawn = (air: readonly number[]) => {
    const rows = air.map(
      (degrees, i) =>
        `2025-01-15T${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'},${degrees}`,
    );
    const document = {
      ...{
        kind: 'community',
        id: 'cold',
        start: '2025-01-15',
        step: 'PT1H',
        periods: 3,
        island: {},
        valueOfLostLoad: 1,
      },
      households: [{ id: 'house', heatPump: { ...house, outside, cop } }],
    };
    return scenarioFrom(document, 'cold', () => Promise.resolve(['time,air', ...rows, ''].join('\n')));
  };

  it('are averaged over each period, and COPs are those of the mean', async () => {
    const { community } = (await drawn([-10, -8, -2, 2, 9, 10])).draw('1');
    const { heatPump } = community!.households[0]!;
    expect(Array.from(heatPump!.outside)).toEqual([-9, 0, 9.5]);
    // 2 + (9.5 + 10) / 20 x 2
    expect(Array.from(heatPump!.cop)).toEqual([2.1, 3, 3.95].map((is) => expect.closeTo(is, 12) as number));
  });

  it('are refused where they can hardly be degrees Celsius', async () => {
    await expect(drawn([1, 2, 3, 4, 5, 68])).rejects.toThrow(
      /households\[0\]\.heatPump\.outside: air\.csv: line 7: 68 is no temperature/,
    );
  });
});

import { energyOf, hourly, playedCommunity } from '../../test/played-community.js';

const day = Array.from({ length: 24 }, (_, hour) => hour);
const files = {
  'hours.csv': hourly({
    load: day.map((hour) => (hour > 16 && hour < 22 ? 0.9 : 0.3)),
    sun: day.map((hour) => Math.max(0, 2 - Math.abs(hour - 12) / 2)),
  }),
};
const load = { series: energyOf('load') };
const grid = { retail: 0.3, feedIn: 0.1 };

it('a car that gives and a heated house play to the optimum', async () => {
  const households = [
    { id: 'roof', load, pv: { series: energyOf('sun') } },
    {
      ...{ id: 'car', load },
      ev: { energy: 3, power: 4, arrival: '08:00', departure: '20:00', v2g: { capacity: 20, initial: 0.2 } },
      heatPump: {
        ...{ power: 2, outside: 2, loss: 0.1, heatCapacity: 4, comfort: { low: 20, high: 21 } },
        cop: [
          { outside: -7, is: 2.6 },
          { outside: 7, is: 4 },
        ],
      },
    },
  ];
  const { report, plans, drawn } = await playedCommunity({ periods: 24, households, grid }, files);
  expect(report.outcome).toBe('converged');
  expect(report.efficiency).toBeCloseTo(1, 5);
  expect(report.rounds).toBeLessThanOrEqual(15);
  const { columns } = drawn.instance.participants[1]!;
  const at = (name: string): number => plans[1]![columns!.indexOf(name)]!;
  expect(at('car.stored[19]')).toBeGreaterThanOrEqual(7 - 1e-6);
  for (const hour of day) {
    expect(at(`heat-pump.temperature[${hour}]`)).toBeGreaterThanOrEqual(20 - 1e-6);
    expect(at(`heat-pump.temperature[${hour}]`)).toBeLessThanOrEqual(21 + 1e-6);
  }
});

it('a storage of the block, a seat of its own, buys by day and sells in the evening', async () => {
  const households = [
    { id: 'roof', load, pv: { series: energyOf('sun') } },
    { id: 'storage', load: { annualEnergy: 0 }, battery: { capacity: 4, power: 2, initial: 0 } },
  ];
  const { report } = await playedCommunity({ periods: 24, households, grid }, files);
  expect(report.outcome).toBe('converged');
  expect(report.efficiency).toBeCloseTo(1, 5);
  // filled once: 4 / sqrt(0.9) kWh in at 0.10, 4 sqrt(0.9) out instead of 0.30
  const gain = 4 * (0.3 * Math.sqrt(0.9) - 0.1 / Math.sqrt(0.9));
  expect(report.noTrade - report.optimum).toBeCloseTo(gain, 6);
  expect(report.kpis.batteryFullCycles).toBeCloseTo(1, 5);
  expect(report.perSeat[1]!.saving).toBeGreaterThanOrEqual(-1e-6);
});

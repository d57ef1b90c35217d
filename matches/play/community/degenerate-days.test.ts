import { energyOf, hourly, playedCommunity } from '../../test/played-community.js';

const day = Array.from({ length: 24 }, (_, hour) => hour);
const files = {
  'hours.csv': hourly({
    load: day.map((hour) => (hour > 16 && hour < 22 ? 0.9 : 0.3)),
    sun: day.map((hour) => Math.max(0, 2 - Math.abs(hour - 12) / 2)),
  }),
};
const load = { series: energyOf('load') };
const pv = { series: energyOf('sun') };
const battery = { capacity: 5, power: 5, initial: 0.5 };
const grid = { retail: 0.3, feedIn: 0.1 };

it.each([
  ['that loses nothing and does not wear', { efficiency: 1, wear: 0 }],
  ['with losses and wear', { efficiency: 0.9, wear: 0.01 }],
])('two homes and a battery %s at a flat price: optimal within 15 rounds', async (_, of) => {
  const households = [
    { id: 'a', load, pv, battery: { ...battery, ...of } },
    { id: 'b', load },
  ];
  const { report } = await playedCommunity({ periods: 24, households, grid }, files);
  expect(report.outcome).toBe('converged');
  expect(report.rounds).toBeLessThanOrEqual(15);
  expect(report.efficiency).toBeCloseTo(1, 5);
  expect(report.kpis.batteryFullCycles).toBeLessThanOrEqual(1.5);
});

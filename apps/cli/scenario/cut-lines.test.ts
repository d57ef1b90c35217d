import { energyOf, hourly, playedCommunity } from '#matches/test/played-community.js';
import { cutLines } from './cut-lines.js';

it('says what the horizon cuts of a window, and how much of its energy counts', async () => {
  const files = { 'hours.csv': hourly({ load: [1, 1, 1, 1] }) };
  const load = { series: energyOf('load') };
  const appliance = { power: 2, energy: 2 };
  const households = [
    { id: 'a', load, appliances: [{ id: 'dryer', ...appliance, from: '02:00', to: '06:00' }] },
    { id: 'b', load, appliances: [{ id: 'washer', ...appliance, from: '01:00', to: '04:00' }] },
  ];
  const { drawn } = await playedCommunity(
    { periods: 4, households, grid: { retail: 0.3, feedIn: 0.1 } },
    files,
  );
  expect(cutLines(drawn.community!)).toEqual([
    'The horizon cuts 1 window, of which the part inside counts:',
    '  a: dryer 1.00 of 2.00 kWh',
  ]);
});

it('tells a load once that is cut in the morning and in the evening', async () => {
  const files = { 'hours.csv': hourly({ load: Array<number>(24).fill(1) }) };
  const ev = { energy: 6, power: 3, arrival: '18:00', departure: '06:00' };
  const households = [{ id: 'a', load: { series: energyOf('load') }, ev }];
  const { drawn } = await playedCommunity(
    { periods: 24, households, grid: { retail: 0.3, feedIn: 0.1 } },
    files,
  );
  expect(cutLines(drawn.community!)).toEqual([
    'The horizon cuts 2 windows, of which the part inside counts:',
    '  a: car 6.00 of 12.00 kWh in 2 windows',
  ]);
});

it('lists few of many', async () => {
  const ev = { energy: 6, power: 3, arrival: '18:00', departure: '06:00' };
  const { drawn } = await playedCommunity(
    { periods: 24, households: [{ id: 'home', count: 8, ev }], grid: { retail: 0.3, feedIn: 0.1 } },
    {},
  );
  const lines = cutLines(drawn.community!);
  expect(lines[0]).toBe('The horizon cuts 16 windows, of which the part inside counts:');
  expect(lines.join(' ')).toMatch(/home-6: car.*and 2 more/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
});

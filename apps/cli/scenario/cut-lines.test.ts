import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
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

it('lists few of many', async () => {
  const { community } = (await loadScenario('winter-community')).draw('1');
  const lines = cutLines(community!);
  expect(lines[0]).toMatch(/^The horizon cuts \d+ windows/);
  expect(lines.join(' ')).toMatch(/and \d+ more/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
});

import { energyOf, hourly, playedCommunity } from '#matches/test/played-community.js';
import { describeMatch } from '../describe-match.js';

it('a report tells of unserved energy, congestion prices, metered flow and unused rights', async () => {
  const files = { 'hours.csv': hourly({ load: [1, 1, 1], pv: [0, 2, 0.8] }) };
  const load = { series: energyOf('load') };
  const none = { series: { ...energyOf('load'), factor: 0 } };
  const households = [
    { id: 'a', load },
    { id: 'b', load: none, pv: { series: energyOf('pv') } },
  ];
  const grid = { retail: 0.3, feedIn: 0.1, importLimit: 0.5 };
  const played = await playedCommunity({ periods: 3, households, valueOfLostLoad: 2, grid }, files);
  const lines = describeMatch(played);
  const text = lines.join('\n');
  expect(text).toMatch(/Congestion price of import, .* by period \(EUR\/kWh\)/);
  expect(text).toMatch(/ {2}import +0\.500 kW +0\.500 kW +1 of 3 +0\.5667 +1\.7000/);
  expect(text).toMatch(/unserved +0\.500 {2}kWh/);
  expect(text).toMatch(/served +2\.500 {2}kWh/);
  expect(text).toMatch(/lost load +1\.000 {2}EUR/);
  expect(text).toMatch(/nothing left in stock, rights to import [\d.]+ kWh unused/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
});

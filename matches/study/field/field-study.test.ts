import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import { theSolver } from '#market/test/a-match.js';
import { energyOf, hourly } from '../../test/played-community.js';
import { dayAlone, energyAlone, selfConsumption, sufficiency, tradedAtAuction } from './field-day.js';
import { mengelkampPage, quartierstromPage } from './field-pages.js';
import type { MengelkampStudy } from './mengelkamp-study.js';
import { spreadDays, studyScenario } from './study-scenario.js';

/** Two hours of a roof that uses 1 and 1 and makes 4 and 0, and of a neighbour that uses 2 and 2. */
async function twoHomes(localFee: number) {
  const home = (id: string): object => ({ id, load: { series: energyOf(`${id}-load`) } });
  const scenario = await scenarioFrom(
    {
      ...{ kind: 'community', id: 'two', start: '2025-06-10', step: 'PT1H', periods: 2, localFee },
      households: [{ ...home('roof'), pv: { series: energyOf('sun') } }, home('plain')],
      grid: { retail: 0.3, feedIn: 0.1 },
    },
    'two',
    () => Promise.resolve(hourly({ 'roof-load': [1, 1], 'plain-load': [2, 2], sun: [4, 0] })),
  );
  return dayAlone(scenario.draw('1'), await theSolver());
}

it('counts what homes use of their own and sell to each other, and no more than a market has sold', async () => {
  const day = await twoHomes(0.05);
  const alone = energyAlone(day);
  expect(alone).toEqual(
    Object.fromEntries(
      Object.entries({ consumption: 6, generation: 4, drawn: 5, fedIn: 3, traded: 0, peak: 3 }).map(
        ([name, value]) => [name, expect.closeTo(value, 9) as number],
      ),
    ),
  );
  expect(sufficiency(alone)).toBeCloseTo(1 / 6, 9);
  expect(selfConsumption(alone)).toBeCloseTo(1 / 4, 9);
  const traded = { ...alone, traded: tradedAtAuction(day) };
  expect(sufficiency(traded)).toBeCloseTo(3 / 6, 9);
  expect(selfConsumption(traded)).toBeCloseTo(3 / 4, 9);
  // The fee is more than there is between both prices.
  expect(tradedAtAuction(await twoHomes(0.21))).toBe(0);
});

it('takes days that stand for a year', () => {
  expect(spreadDays(2025, 4)).toEqual(['2025-02-15', '2025-05-17', '2025-08-17', '2025-11-16']);
  expect(new Set(spreadDays(2025, 365)).size).toBe(365);
  expect(spreadDays(2025, 365).at(-1)).toBe('2025-12-31');
});

it.each([
  ['mengelkamp-2018.yaml', 100, 62],
  ['quartierstrom.yaml', 37, 27],
])('%s has the participants that were published', async (file, homes, plants) => {
  const { households } = (await studyScenario(file)).draw('1@2025-06-10').community!;
  expect(households).toHaveLength(homes);
  expect(households.filter(({ generation }) => generation.some((energy) => energy > 0))).toHaveLength(plants);
  // Half of all that Quartierstrom's participants use is one's, and it has no plant.
  expect(households[0]!.load).toHaveLength(96);
});

it('tells figures beside those published', () => {
  const energy = { consumption: 100, generation: 60, drawn: 78, fedIn: 38, traded: 0, peak: 50 };
  const traded = { ...energy, traded: 16 };
  const study: MengelkampStudy = {
    ...{
      days: ['2025-07-02'],
      base: energy,
      responseAlone: energy,
      tradingWithResponse: { ...traded, peak: 40 },
    },
    trading: { 'public grid': energy, microgrid: traded, favourable: traded },
    bound: { fixed: 0.38, shifted: 0.4 },
  };
  const page = mengelkampPage(study);
  expect(page).toMatch(/base case: no trade +\| 22 % +\| 22.0 % \| \+0.0/);
  expect(page).toMatch(/trading, microgrid \(fee 0.165 EUR\/kWh\) +\| 22.5 % +\| 38.0 % \| \+16.0/);
  expect(page).toContain('40.0 kW (-20.0 %)');
  const year = quartierstromPage({
    days: 1,
    year: traded,
    months: [traded, ...new Array<null>(11).fill(null)],
  });
  expect(year).toMatch(/with the market +\| 33 % +\| 38.0 %/);
  expect(year).toMatch(/Jan +\| 30 to 40 % +\| 22.0 % \| 38.0 %/);
});

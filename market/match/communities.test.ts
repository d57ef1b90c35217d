/** @short-form 1/3; each time: matches/play/shipped-hashes.test.ts */
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import { aMatch, type FinishedMatch } from '../test/a-match.js';
import { dealt } from '../test/short-form.js';

async function played(name: string, seed: string): Promise<FinishedMatch> {
  const { instance, rules, fees, tariff } = (await loadScenario(name)).draw(seed);
  return aMatch()
    .on(instance)
    .under({ ...rules, book: 'rebase' })
    .told(fees, tariff)
    .over(15)
    .rounds();
}

it('three homes, one of which stores, agree on 96 prices within 15 rounds', async () => {
  const load = { annualEnergy: [2500, 4500] };
  const battery = { capacity: [4, 8], power: 3, efficiency: 0.9, initial: 0.2, wear: 0.01 };
  const pv = { peakPower: [4, 8], tilt: [20, 40], azimuth: [-60, 60] };
  const day = {
    ...{ kind: 'community', id: 'three-homes', start: '2025-03-29', step: 'PT15M', periods: 96 },
    ...{ site: { latitude: 48.4, longitude: 10 }, sky: 'mixed', settlement: 'final' },
    ...{ grid: { retail: 0.32, feedIn: 0.08 }, localFee: 0.04 },
    households: [
      { id: 'roof', load, pv, battery },
      { id: 'flat', count: 2, load },
    ],
  };
  const { instance, rules, fees, tariff } = (await scenarioFrom(day, 'three homes')).draw('2');
  const { report } = await aMatch()
    .on(instance)
    .under(rules)
    .told(fees, tariff)
    .seeded('2')
    .over(15)
    .rounds();
  expect(report.outcome).toBe('converged');
  expect(report.efficiency).toBeCloseTo(1, 6);
});

const draws = dealt(['1', '2', '3', '4', '5', '6'], 1);

describe.each(dealt(['demo-community', 'winter-community'], 1))('%s', (name) => {
  it.each(draws)(
    'draw %s closes within 15 rounds at a gap of 1e-6, and nobody is worse off',
    async (seed) => {
      const { report } = await played(name, seed);
      expect(report.outcome).toBe('converged');
      expect(report.gap).toBeLessThanOrEqual(1e-6);
      expect(report.efficiency).toBeGreaterThanOrEqual(1 - 1e-6);
      expect(report.efficiency).toBeLessThanOrEqual(1 + 1e-7);
      for (const { saving, costBefore } of report.perSeat)
        expect(saving).toBeGreaterThanOrEqual(-1e-7 * Math.max(1, Math.abs(costBefore)));
      expect(report.conservation).toEqual({ resources: report.prices.map(() => '0'), cash: '0' });
    },
  );
});

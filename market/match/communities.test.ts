import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
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

import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import { aMatch } from '#market/test/a-match.js';
import { studyDays } from './study-days.js';

it('a day on which only crumbs are left to trade, there and back, is over', async () => {
  const day = studyDays.find(({ id }) => id === 'clocks-go-forward')!;
  const { instance, rules, fees, tariff } = (await scenarioFrom(day, day.id)).draw('1');
  const match = aMatch().on(instance).under(rules).told(fees, tariff).seeded('1').over(15);
  const { report } = await match.rounds();
  expect(report.outcome).toBe('converged');
  // Proven to a millionth of the cost of 17 EUR; the gain is 0.06.
  expect(report.efficiency).toBeCloseTo(1, 4);
});

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filesIn } from '#leagues/scenario-files/series/load-series.js';
import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import { theSolver } from '#market/test/a-match.js';
import { dealt } from '#market/test/short-form.js';
import { projectRoot } from '#project-root.js';
import { playedCommunity } from '../../test/played-community.js';
import { realDays } from '../../test/real-days.js';
import { referenceCosts } from '../shown/reference-costs.js';

const folder = resolve(projectRoot, '../shared/data');
const missing = !existsSync(folder)
  ? `there is no ${folder}`
  : spawnSync('python3', ['-c', 'import scipy']).status !== 0 && 'python3 with scipy is not here';
if (missing) console.warn(`SKIPPED: six real days were not computed a second time, ${missing}`);

/** The same days, and two more with a price on the peak. */
const days = dealt([...realDays, ...[2, 4].map((k) => ({ ...realDays[k], ...onPeaks(realDays[k]!) }))], 3);

function onPeaks({ id }: Record<string, unknown>): object {
  return {
    id: `${id as string}-peaks`,
    regulation: [
      { name: 'power', unit: 'EUR/kW peak', retail: 0.4, receiver: 'grid operator' },
      { name: 'evening', unit: 'EUR/kW peak', retail: 0.2, window: { from: '17:00', to: '21:00' } },
    ],
  };
}

interface Answer {
  readonly id: string;
  readonly periods: number;
  readonly alone: readonly number[];
  readonly optimum: number;
}

(missing ? describe.skip : describe)('six real days, computed apart from this code', () => {
  let answers: readonly Answer[];
  beforeAll(() => {
    const program = join(projectRoot, 'matches/test/independent_days.py');
    const input = JSON.stringify({ folder, scenarios: days });
    answers = JSON.parse(execFileSync('python3', [program], { input, encoding: 'utf8' })) as Answer[];
  });

  it.each(days.map((day, k) => [day.id as string, k] as const))(
    '%s: what each home pays alone, and the optimum',
    async (_, k) => {
      const { instance } = (await scenarioFrom(days[k], 'real day', filesIn(folder))).draw('1');
      const { alone, optimum } = referenceCosts(instance, await theSolver());
      const expected = answers[k]!;
      expect(instance.resources).toHaveLength(expected.periods);
      expected.alone.forEach((cost, j) => expect(alone[j]).toBeCloseTo(cost, 9));
      expect(optimum).toBeCloseTo(expected.optimum, 9);
    },
  );

  const everyDay = ['passive', 'stabilizing'].flatMap((dealer) => days.map((day) => ({ ...day, dealer })));
  it.each(dealt(everyDay, 2))('$id, $dealer: the optimum within 15 rounds', async ({ dealer, ...day }) => {
    const { report } = await playedCommunity(inFolder(day), {}, dealer);
    expect(report.outcome).toBe('converged');
    expect(report.cost - report.optimum).toBeLessThan(1e-6);
    expect(report.rounds).toBeLessThanOrEqual(15);
  });
});

/** The scenario with its files by their whole names. */
function inFolder(day: object): Record<string, unknown> {
  const whole = (key: string, value: unknown): unknown =>
    key === 'csv' ? resolve(folder, value as string) : value;
  return JSON.parse(JSON.stringify(day, whole)) as Record<string, unknown>;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { aMatch } from '../test/a-match.js';

/** Markets beside the project whose optima were computed apart from this code. */
const folder = resolve(projectRoot, '../shared/reference');
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: no match was played on the reference markets, there is no ${folder}`);

interface Expected {
  readonly optimum: number;
  readonly noTrade: number;
}

const files = present ? readdirSync(folder).filter((file) => file.startsWith('linear-')) : ['none'];
const expected = present
  ? (JSON.parse(readFileSync(resolve(folder, 'expected.json'), 'utf8')) as Record<string, Expected>)
  : {};

(present ? it : it.skip).each(files)('%s: the known optimum, reached', async (file) => {
  const known = expected[file.replace('.json', '')]!;
  const { instance } = (await loadScenario(resolve(folder, file))).draw('any');
  const { report } = await aMatch().on(instance).over(600).rounds();
  const scale = Math.max(1, Math.abs(known.optimum));
  expect(report.optimum / scale).toBeCloseTo(known.optimum / scale, 9);
  expect(report.noTrade / scale).toBeCloseTo(known.noTrade / scale, 7);
  expect(report.outcome).toBe('converged');
  expect(report.efficiency).toBeGreaterThanOrEqual(1 - 1e-6);
  expect(report.efficiency).toBeLessThanOrEqual(1 + 1e-7);
  expect(report.conservation).toEqual({ resources: report.prices.map(() => '0'), cash: '0' });
});

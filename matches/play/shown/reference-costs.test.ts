import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { projectRoot } from '#project-root.js';
import { referenceCosts, type ReferenceCosts } from './reference-costs.js';

async function costsOf(scenario: string): Promise<ReferenceCosts> {
  return referenceCosts((await loadScenario(scenario)).draw('1').instance, await createHighsSolver());
}

it('has no plant to feed in where the dealer has none', async () => {
  const { noTrade, gridOnly } = await costsOf('demo-community');
  expect(gridOnly).toBe(noTrade);
});

it('has no grid where there is none', async () => {
  expect((await costsOf('blems-example')).gridOnly).toBeNull();
});

/** A measured summer day of five homes beside the project, worked by hand. */
const day = resolve(projectRoot, '../shared/trials/experiments/fix-summer.yaml');
const present = existsSync(day);
if (!present) console.warn(`SKIPPED: the baseline was not tried on a measured day, there is no ${day}`);

(present ? it : it.skip)('does not throw a plant away: 19.394, not 20.835', async () => {
  const { noTrade, gridOnly } = await costsOf(day);
  expect(noTrade).toBeCloseTo(20.8351, 4);
  expect(gridOnly).toBeCloseTo(19.3935, 4);
});

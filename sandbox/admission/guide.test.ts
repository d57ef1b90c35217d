/** @short-form 1/3; each time: admit.test.ts */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dealt } from '#market/test/short-form.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { projectRoot } from '#project-root.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { admit } from './admit.js';
import { trialMarkets } from './trial-markets.js';

const guide = readFileSync(resolve(projectRoot, 'docs/plugin-authors-guide.md'), 'utf8');
const plugins = [...guide.matchAll(/```ts\n(.*?)```/gs)]
  .map(([, source]) => source!)
  .filter((source) => source.includes('export default'));
const pool = new SandboxPool({ spares: 0 });
afterAll(() => pool.close());

it('the guide shows eight plugins', () => expect(plugins).toHaveLength(8));

it.each(
  dealt(
    plugins.map((source) => [/name: '([^']+)'/.exec(source)![1], source] as const),
    3,
  ),
)('the guide’s plugin %s is admitted as printed', async (name, source) => {
  const verdict = await admit(Buffer.from(source), `${name}.ts`, {
    solver: await createHighsSolver(),
    pool,
    limits,
    markets: trialMarkets('').slice(0, 2),
  });
  expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([]);
});

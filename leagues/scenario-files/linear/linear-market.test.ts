import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { denseRows } from '#market/test/dense-rows.js';
import { centralProblem, jointProblem } from '#market/referee/central-problem.js';
import { workedAgents as agents, workedMarket as shared } from '../../test/worked-example.js';
import { loadScenario } from '../load-scenario.js';
import { scenarioFrom } from '../scenario-from.js';
import { projectRoot } from '#project-root.js';
import type { DrawnMarket } from '../scenario.js';

const solver = await createHighsSolver();

function objective(problem: ReturnType<typeof centralProblem>): number {
  const model = solver.createModel(problem);
  const outcome = model.solve();
  model.dispose();
  if (outcome.status !== 'optimal') throw new Error(outcome.status);
  return outcome.objective;
}

const draw = async (fields: unknown): Promise<DrawnMarket> => (await scenarioFrom(fields, 'file')).draw('');

it('splits equally in ledger steps; what does not divide stays with the dealer', async () => {
  const { instance } = await draw({ ...shared, agents });
  expect(instance.participants.map(({ endowment }) => [...endowment])).toEqual([
    [2.666666666, 1.666666666],
    [2.666666666, 1.666666666],
  ]);
  expect([...instance.dealer.endowment]).toEqual([2.666666668, 1.666666668]);
});

it('takes a central problem apart into its blocks', async () => {
  const whole = await draw({
    ...shared,
    central: {
      cost: [-1, -2, -1, -3],
      own: { matrix: [[0, 0, 2, 3], [2, 1, 0, 0]], upper: [9, 4] }, // prettier-ignore
      shared: { matrix: [[1, 3, 2, 1], [1, 1, 1, 1]] }, // prettier-ignore
      blocks: [2, 2],
    },
  });
  const parts = await draw({ ...shared, agents });
  expect(whole).toEqual(parts);
});

it('reads sparse matrices like dense ones', async () => {
  const sparse = agents.map((agent) => ({
    ...agent,
    shared: {
      matrix: {
        rows: 2,
        columns: 2,
        entries: agent.shared.matrix.flatMap((row, i) => row.map((value, j) => [i, j, value])),
      },
    },
  }));
  expect(await draw({ ...shared, agents: sparse })).toEqual(await draw({ ...shared, agents }));
});

it('knows ranges, free and bounded columns', async () => {
  const { instance } = await draw({
    ...shared,
    total: [8, 5],
    agents: [
      {
        cost: [1, 1],
        own: { matrix: [[1, 1], [1, -1]], lower: [2, null], upper: [4, 0] }, // prettier-ignore
        shared: { matrix: [[1, 0], [0, 1]] }, // prettier-ignore
        bounds: { lower: [null, -3], upper: [null, 7] },
      },
    ],
  });
  const { own, columnLower, columnUpper } = instance.participants[0]!.problem;
  expect([...own.lower, ...own.upper]).toEqual([2, -Infinity, 4, 0]);
  expect([...columnLower, ...columnUpper]).toEqual([-Infinity, -3, Infinity, 7]);
  expect(denseRows(own.matrix)).toEqual([
    [1, 1],
    [1, -1],
  ]);
});

const folder = resolve(projectRoot, '../shared/reference');
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: no reference instances in ${folder}`);

(present ? it : it.skip)('reference instances have the optima that others computed', async () => {
  const expected = JSON.parse(await readFile(resolve(folder, 'expected.json'), 'utf8')) as Record<
    string,
    { optimum: number; noTrade: number }
  >;
  expect(Object.keys(expected).length).toBeGreaterThan(5);
  for (const [name, { optimum, noTrade }] of Object.entries(expected)) {
    const { instance } = (await loadScenario(resolve(folder, `${name}.json`))).draw('');
    const alone = instance.participants.reduce(
      (sum, one) => sum + objective(jointProblem([one], one.endowment)),
      0,
    );
    expect(objective(centralProblem(instance))).toBeCloseTo(optimum, 6);
    expect(alone).toBeCloseTo(noTrade, 6);
  }
});

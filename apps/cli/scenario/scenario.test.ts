/** @short-form 1/3; each time: leagues/scenario-files */
import { writeFile } from 'node:fs/promises';
import { gridleague, runNode, temporaryFolder } from '../test/gridleague.js';
import { dealt } from '#market/test/short-form.js';

const folder = temporaryFolder();

it('shows households, tariffs and what there is to gain', async () => {
  const { code, stdout } = await gridleague('scenario', 'demo-community');
  expect(code).toBe(0);
  expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  for (const phrase of ['10 households', 'battery', 'Tariffs', 'No trade', 'Optimum', 'To be gained'])
    expect(stdout).toContain(phrase);
});

it('shows agents and resources of an abstract market', async () => {
  const { stdout } = await gridleague('scenario', 'blems-example');
  // a third of (8, 5) each for both agents and the dealer
  expect(stdout).toMatch(/r1 +unit +8\.0000 +5\.3333 +2\.6667/);
  expect(stdout).toMatch(/Optimum +-12\.500 money/);
});

/** Another reader and solver of MPS than ours: the parser of HiGHS itself, in a process of its own. */
const SOLVE_MPS = `
  import { readFileSync } from 'node:fs';
  import load from 'highs';
  const model = (await load()).createModel();
  model.options.set({ output_flag: false });
  model.readModel({ format: 'mps', data: readFileSync(process.argv[1], 'utf8') });
  model.run();
  console.log(model.getModelStatus(), model.getObjectiveValue());
`;
const OPTIMAL = 7;

it.each(dealt(['blems-example', 'demo-community', 'random-small'], 1))(
  'exports %s as MPS with the optimum that play reports',
  async (scenario) => {
    const [mps, played] = await Promise.all([
      gridleague('scenario', scenario, '--mps'),
      gridleague('play', scenario, '--chain', 'memory', '--json'),
    ]);
    const file = folder.path(`${scenario}.mps`);
    await writeFile(file, mps.stdout);
    const solved = await runNode('--input-type=module', '-e', SOLVE_MPS, file);
    const [status, objective] = solved.stdout.trim().split(' ').map(Number);
    const { optimum } = JSON.parse(played.stdout) as { optimum: number };
    expect(status).toBe(OPTIMAL);
    expect(Math.abs(objective! - optimum)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(optimum)));
  },
);

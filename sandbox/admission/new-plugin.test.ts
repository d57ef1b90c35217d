/** @short-form 1/5; each time: admit.test.ts */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { sampled } from '#market/test/short-form.js';
import { PluginError } from '../calls/plugin-error.js';
import { projectRoot } from '#project-root.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { checkPlugin } from './admit.js';
import { newPlugin } from './new-plugin.js';

const compiler = resolve(projectRoot, 'node_modules/typescript/bin/tsc');
const folder = mkdtempSync(join(tmpdir(), 'gridleague-new-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['agent', 'dealer', 'bidder'] as const)('a new %s', (kind) => {
  const name = `first-${kind}`;

  it('is written with its test, and admitted as it is', async () => {
    const [plugin, test] = await newPlugin(kind, name, join(folder, 'mine'));
    expect([plugin, test]).toEqual([join(folder, `mine/${name}.ts`), join(folder, `mine/${name}.test.mjs`)]);
    const verdict = await checkPlugin(plugin!, { solver: await createHighsSolver(), limits });
    expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(verdict).toMatchObject({ passed: true, name, kind });
  });

  it('passes its own test on plain Node', async () => {
    if (!existsSync(resolve(projectRoot, 'dist/plugins/sdk/index.js')))
      return console.warn('SKIPPED: the project is not built (npm run build)');
    const [, test] = await newPlugin(kind, name, join(folder, 'tested'));
    // The outer test runner must not reach into the inner one.
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', test!], { env: {} });
    expect(stdout).toMatch(/pass 3\b/);
    expect(stdout).toMatch(/fail 0\b/);
  });
});

sampled(0.3)('gives editors and tsc the types of the SDK', async () => {
  const home = join(folder, 'typed');
  const [agent] = await newPlugin('agent', 'typed-agent', home);
  const paths = await newPlugin('dealer', 'typed-dealer', home);
  expect(paths.map((path) => basename(path))).toEqual(['typed-dealer.ts', 'typed-dealer.test.mjs']);
  const compile = (): Promise<string> =>
    promisify(execFile)(process.execPath, [compiler, '-p', home]).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
  expect(await compile()).toBe('');
  const source = readFileSync(agent!, 'utf8');
  writeFileSync(agent!, source.replace('trades += 1;', 'trades += view.rounds; console.log(process);'));
  const complaints = await compile();
  expect(complaints).toMatch(/Cannot find name 'view'/);
  expect(complaints).toMatch(/Cannot find name 'process'/);
  expect(complaints.trim().split('\n')).toHaveLength(2);
});

it('leaves the tsconfig.json that is there as it is', async () => {
  const home = join(folder, 'configured');
  mkdirSync(home);
  writeFileSync(join(home, 'tsconfig.json'), '{}');
  expect(await newPlugin('agent', 'another', home)).toHaveLength(2);
  expect(readFileSync(join(home, 'tsconfig.json'), 'utf8')).toBe('{}');
});

it('overwrites nothing', async () => {
  writeFileSync(join(folder, 'mine.ts'), 'precious');
  await expect(newPlugin('agent', 'mine', folder)).rejects.toThrow(PluginError);
  expect(existsSync(join(folder, 'mine.test.mjs'))).toBe(false);
});

it.each(['', 'A', '../up', 'with space', 'x'.repeat(41), 'ü'])('refuses the name "%s"', async (name) => {
  await expect(newPlugin('agent', name, folder)).rejects.toThrow(PluginError);
});

it('says so when there is no file to check', async () => {
  const options = { solver: await createHighsSolver() };
  await expect(checkPlugin(join(folder, 'missing.ts'), options)).rejects.toThrow('no such file');
});

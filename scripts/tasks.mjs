// What each npm script runs, always under the project's Node. `build: true` = needs dist/.
import { rooms } from './setup/paths.mjs';
import { postgresBinaries } from './test/postgres-binaries.mjs';

/** @typedef {{ args: string[], env?: Record<string, string> }} Step */

const bin = {
  jest: 'node_modules/jest/bin/jest.js',
  eslint: 'node_modules/eslint/bin/eslint.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  tsc: 'node_modules/typescript/bin/tsc',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
};
const cli = 'dist/programs/apps/cli/main.js';
const testEnvironment = { NODE_OPTIONS: '--experimental-vm-modules --no-node-snapshot --no-warnings' };

const lint = (args) => ({ args: [bin.eslint, '--max-warnings', '0', ...(args.length ? args : ['.'])] });
const formatCheck = { args: [bin.prettier, '--check', '--log-level', 'warn', '.'] };
const typecheck = { args: [bin.tsc, '--noEmit', '-p', 'tsconfig.json'] };
const dependencyRules = ['.dependency-cruiser.mjs', '.dependency-cruiser-folders.mjs'].map((config) => ({
  args: [bin.depcruise, '--config', config, ...rooms],
}));
const jest = (args, env = {}) => ({ args: [bin.jest, ...args], env: { ...testEnvironment, ...env } });

/** They open the server's file themselves, or are about it. */
const ofFiles =
  'apps/server/(admissions|damaged-database|data-folder|database-place|days-resume|disk-full|event-loop|external-chain|held-requests|league-changes|no-process|packages|replays|retried-run|seasons|shares)\\.';
/** The server's tests once more, each server on a PostgreSQL database of its own. */
const onPostgres = jest(['apps/server/[^/]*e2e', '--testPathIgnorePatterns', ofFiles], {
  GRIDLEAGUE_LONG_TESTS: '1',
  GRIDLEAGUE_TEST_DATABASE: 'postgres',
});

/** @type {Record<string, { build?: boolean, steps: (args: string[]) => Step[] }>} */
export const tasks = {
  start: { build: true, steps: (args) => [{ args: [cli, 'serve', ...args] }] },
  cli: { build: true, steps: (args) => [{ args: [cli, ...args] }] },
  bench: { build: true, steps: (args) => [{ args: ['--expose-gc', 'dist/bench/main.js', ...args] }] },
  fuzz: { build: true, steps: (args) => [{ args: ['dist/fuzz/main.js', ...args] }] },
  build: { build: true, steps: () => [] },
  published: { build: true, steps: (args) => [{ args: ['scripts/published.mjs', ...args] }] },
  reference: { steps: () => [{ args: ['scripts/sdk-reference.mjs'] }] },
  test: { build: true, steps: (args) => [jest(args)] },
  'test:long': {
    build: true,
    steps: (args) => [
      jest(args, { GRIDLEAGUE_LONG_TESTS: '1' }),
      ...(args.length === 0 && postgresBinaries() ? [onPostgres] : []),
    ],
  },
  'test:busy': { build: true, steps: (args) => [{ args: ['scripts/test-busy.mjs', ...args] }] },
  lint: { steps: (args) => [lint(args)] },
  format: { steps: () => [{ args: [bin.prettier, '--write', '--log-level', 'warn', '.'] }] },
  typecheck: { steps: () => [typecheck] },
  static: { steps: () => [formatCheck, lint([]), typecheck, ...dependencyRules] },
  check: { build: true, steps: () => [formatCheck, lint([]), typecheck, ...dependencyRules, jest([])] },
};

import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { rooms } from './scripts/setup/paths.mjs';
import { measuredPatience } from './scripts/test-patience.mjs';

// Workers inherit it; market/test/patience.ts is where tests read it.
const patience = Number((process.env.GRIDLEAGUE_TEST_PATIENCE ??= String(measuredPatience())));
// What tests draw at random comes from one seed (market/test/short-form.ts).
process.env.GRIDLEAGUE_TEST_SEED ??= randomBytes(4).toString('hex');
/** Patience on a machine of which others leave less than a quarter. */
const BUSY = 8;
/** After which a test hangs, on a quiet machine: no test may be about time, so there is one limit for all. */
const minutes = process.env.GRIDLEAGUE_LONG_TESTS ? 20 : 2;

/** @type {import('jest').Config} */
export default {
  testEnvironment: './scripts/test/node-environment.mjs',
  globalSetup: './scripts/test/make-test-folder.mjs',
  globalTeardown: './scripts/test/remove-test-folder.mjs',
  roots: rooms.map((room) => `<rootDir>/${room}`),
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2024',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testTimeout: minutes * 60_000 * patience,
  // More than cores: a test waits for processes of its own more than half of its time. Where others keep the cores busy, the
  // share of them that tests get grows with the number of tests that run at once.
  maxWorkers: availableParallelism() + (patience < BUSY ? 3 : 8),
  testSequencer: './scripts/test/longest-first.mjs',
  reporters: ['default', '<rootDir>/scripts/test-seed-reporter.mjs'],
};

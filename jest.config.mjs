/** @type {import('jest').Config} */
export default {
  testEnvironment: './scripts/test/node-environment.mjs',
  globalSetup: './scripts/test/make-test-folder.mjs',
  globalTeardown: './scripts/test/remove-test-folder.mjs',
  roots: ['apps', 'contracts', 'fuzz', 'leagues', 'market', 'matches', 'plugins', 'results', 'sandbox'].map(
    (room) => `<rootDir>/${room}`,
  ),
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
  testTimeout: 60_000,
  maxWorkers: 2,
};

// Bundles the programs that processes and threads are started with, from dist/ into dist/programs/, at the same paths:
// a start reads a few large files then, and not a thousand small ones, which took two thirds of its processor time.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

const programs = [
  'apps/cli/main.js',
  'apps/cli/league/own-worker.js',
  'apps/server/derive/desk/thread.js',
  'contracts/service/process/chain-process-main.js',
  'database/files/check-main.js',
  'matches/workers/admission-main.js',
  'matches/workers/main.js',
];

/** They find files of their own beside themselves, or are native, or large and rarely needed. */
const apart = [
  ...['highs', 'isolated-vm', 'esbuild', 'esbuild-wasm', 'solc', 'hardhat', '@nomicfoundation/*'],
  ...['@foundry-rs/*', 'swagger-ui-dist', 'pg', 'pg-boss'],
];

/** Packages that others can do with; who asks for them at run time hears that they are not there. */
const absent = {
  name: 'absent',
  setup(context) {
    context.onResolve({ filter: /^[^./#]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'asked' || !from.resolveDir.includes('node_modules')) return undefined;
      const found = await context.resolve(path, { ...from, pluginData: 'asked' });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

const outdir = resolve(root, 'dist/programs');
const { metafile } = await build({
  entryPoints: programs.map((path) => resolve(root, 'dist', path)),
  outbase: resolve(root, 'dist'),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Names of classes stand in messages, in migrations and in what is injected where.
  keepNames: true,
  chunkNames: 'parts/[hash]',
  tsconfigRaw: {},
  metafile: true,
  logLevel: 'error',
  external: apart,
  plugins: [absent],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});

/** What a program that still runs may read later is kept for a while. */
const KEPT_MILLISECONDS = 7 * 24 * 3_600_000;
const made = new Set(Object.keys(metafile.outputs).map((path) => resolve(path)));
for (const name of readdirSync(resolve(outdir, 'parts'))) {
  const part = resolve(outdir, 'parts', name);
  if (!made.has(part) && Date.now() - statSync(part).mtimeMs > KEPT_MILLISECONDS) rmSync(part);
}

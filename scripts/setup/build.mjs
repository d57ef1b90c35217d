import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from './node.mjs';
import { root } from './paths.mjs';
import { fail, say } from './say.mjs';

const rooms = ['apps', 'bench', 'contracts', 'leagues', 'market', 'plugins', 'results', 'sandbox'];
const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const stamp = resolve(root, 'dist/.built');

function newest(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(resolve(path, name))));
}

/** Compiles TypeScript to dist/ when a source is newer than the last build. */
export async function ensureBuild(node, environment) {
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (Math.max(...[...rooms, ...settings].map((name) => newest(resolve(root, name)))) <= builtAt) return;
  say('building');
  const started = new Date();
  const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
  await run(node.path, [tsc, '-p', 'tsconfig.build.json'], { env: environment }).catch((error) =>
    fail(`the build failed:\n${error.message}`),
  );
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}

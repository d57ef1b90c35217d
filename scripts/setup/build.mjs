import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from './node.mjs';
import { codeCache, rooms, root } from './paths.mjs';
import { fail, say } from './say.mjs';

const settings = [
  'scripts/setup/programs.mjs',
  'scripts/setup/sandbox-programs.mjs',
  'package-lock.json',
  'parent-process.ts',
  'project-root.ts',
  'tsconfig.json',
  'tsconfig.build.json',
];
const solidity = ['contracts/solidity', 'contracts/compile.ts', 'package-lock.json'];

/** Newest change of a source below a path, milliseconds; 0 if there is nothing. Results and data do not count. */
function newest(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory())
    return /\.(ts|sol)$|programs\.mjs$|package-lock\.json$|tsconfig[^/]*\.json$/.test(path)
      ? info.mtimeMs
      : 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(resolve(path, name))));
}

/** Runs `work` when one of the sources is newer than the last time it succeeded. */
async function onChange(what, stampFile, sources, work) {
  const stamp = resolve(root, stampFile);
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (Math.max(...sources.map((name) => newest(resolve(root, name)))) <= builtAt) return;
  say(what);
  const started = new Date();
  await work().catch((error) => fail(`${what} failed:\n${error.message}`));
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}

/** Compiles TypeScript and Solidity to dist/ where a source is newer than the last build. */
export async function ensureBuild(node, environment) {
  const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
  await onChange('building', 'dist/.built', [...rooms, ...settings], async () => {
    rmSync(codeCache, { recursive: true, force: true });
    await run(node.path, [tsc, '-p', 'tsconfig.build.json'], { env: environment });
    for (const bundling of ['programs', 'sandbox-programs'])
      await run(node.path, [`scripts/setup/${bundling}.mjs`], { env: environment });
  });
  await onChange('compiling the contracts', 'dist/.contracts-built', solidity, () =>
    run(node.path, ['dist/contracts/compile.js'], { env: environment }),
  );
}

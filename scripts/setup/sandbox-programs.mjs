// Bundles the programs that run behind fences, from dist/sandbox/ into dist/programs/sandbox/: each is one file, which is
// copied to where its process may read it.
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

const shared = { bundle: true, target: 'node24', tsconfigRaw: {}, logLevel: 'error' };
const made = (name) => resolve(root, 'dist/programs/sandbox', name);
const compiled = (path) => [resolve(root, 'dist/sandbox', path)];

/** Packages that stay where they are: whoever copies the program writes their addresses into it (`process-image.ts`). */
const atTheirPlace = {
  name: 'at-their-place',
  setup(context) {
    context.onResolve({ filter: /^(isolated-vm|highs)$/ }, ({ path }) => ({
      path: `package:${path}`,
      external: true,
    }));
  },
};

/** The guest program as a script that declares `guest`, which has what its module exports. */
const guest = {
  ...{ ...shared, format: 'iife', platform: 'neutral', globalName: 'guest' },
  // Of a function that is not strict a plugin could ask who called it, and with what.
  banner: { js: "'use strict';" },
};
const compiling = { ...shared, format: 'cjs', platform: 'node' };

await Promise.all([
  build({
    ...{ ...shared, format: 'esm', platform: 'node', plugins: [atTheirPlace] },
    ...{ entryPoints: compiled('isolated/process-main.js'), outfile: made('main.mjs') },
  }),
  build({ ...guest, entryPoints: compiled('guest/guest.js'), outfile: made('guest.js') }),
  build({ ...guest, entryPoints: compiled('here/context-program.js'), outfile: made('context.js') }),
  build({ ...compiling, entryPoints: compiled('compile/compile-main.js'), outfile: made('compiler.cjs') }),
  build({ ...compiling, entryPoints: compiled('compile/engine-main.js'), outfile: made('engine.cjs') }),
  // The SDK as one module, so that the compiler has one file to be told of and to parse.
  build({
    ...{ ...shared, format: 'esm', platform: 'neutral', target: 'es2023', charset: 'utf8' },
    ...{ entryPoints: [resolve(root, 'plugins/sdk/index.ts')], outfile: made('sdk.js') },
  }),
]);

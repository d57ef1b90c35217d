import { resolve } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '#project-root.js';

/** Whether this runs from source. */
const isSource = import.meta.url.endsWith('.ts');

/** How the programs of the sandbox are bundled, from TypeScript or compiled JavaScript, whichever this file is. */
export const bundling = {
  bundle: true,
  write: false,
  target: 'node24',
  logLevel: 'silent',
  conditions: isSource ? ['source'] : [],
  tsconfigRaw: {},
} as const;

/** A module of the sandbox by its path there, without extension. */
export function sandboxModule(path: string): string {
  return resolve(projectRoot, isSource ? `sandbox/${path}.ts` : `dist/sandbox/${path}.js`);
}

/** The guest program as a script that declares `guest`, which has what `module` exports. */
export async function guestProgram(module: string): Promise<string> {
  const { outputFiles } = await build({
    ...bundling,
    entryPoints: [sandboxModule(module)],
    format: 'iife',
    platform: 'neutral',
    globalName: 'guest',
    // Of a function that is not strict a plugin could ask who called it, and with what.
    banner: { js: "'use strict';" },
  });
  return outputFiles[0]!.text;
}

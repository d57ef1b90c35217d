import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The project's folder, whether this runs from the sources, compiled, or bundled into a file below it. */
export const projectRoot = nearest(import.meta.dirname);

/** What is compiled, module by module. */
export const compiledRoot = resolve(projectRoot, 'dist');

/** The programs that processes and threads are started with, bundled (`scripts/setup/programs.mjs`), at their modules' paths. */
export const programRoot = resolve(compiledRoot, 'programs');

function nearest(folder: string): string {
  if (existsSync(resolve(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
  return nearest(dirname(folder));
}

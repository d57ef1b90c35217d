import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The folder with package.json above a module, whether it runs from source or compiled. */
export function projectRoot(moduleFolder: string): string {
  let folder = moduleFolder;
  while (!existsSync(resolve(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${moduleFolder}`);
    folder = parent;
  }
  return folder;
}

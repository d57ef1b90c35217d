import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { PluginError } from '../in-process/plugin-error.js';
import { projectRoot } from '../in-process/project-root.js';

/**
 * Writes a commented plugin that works, `<name>.ts`, and its test, `<name>.test.mjs`, into `folder`;
 * returns their paths. Throws `PluginError` for a bad name and rather than overwrite anything.
 */
export async function newPlugin(
  kind: 'agent' | 'dealer',
  name: string,
  folder: string,
): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(name))
    throw new PluginError(
      name,
      'a plugin’s name has 2 to 40 small letters, digits and hyphens, a letter first',
    );
  const templates = resolve(projectRoot(), 'plugins/templates');
  // The test runs on plain Node, which knows nothing of the project: it gets the compiled SDK by path.
  const sdk = relative(resolve(folder), resolve(projectRoot(), 'dist/plugins/sdk/index.js'))
    .split(sep)
    .join('/');
  const files = [
    { template: `${kind}.ts`, path: join(folder, `${name}.ts`) },
    { template: `${kind}.test.mjs.txt`, path: join(folder, `${name}.test.mjs`) },
  ];
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) throw new PluginError(taken.path, 'is already there; nothing was written');
  await mkdir(folder, { recursive: true });
  for (const { template, path } of files) {
    const text = await readFile(join(templates, template), 'utf8');
    await writeFile(path, text.replaceAll(`my-${kind}`, name).replaceAll('{{sdk}}', sdk), { flag: 'wx' });
  }
  return files.map(({ path }) => path);
}

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { PluginKind } from '../guest/interface.js';
import { PluginError } from '../calls/plugin-error.js';
import { projectRoot } from '#project-root.js';

/**
 * Writes a commented plugin that works, `<name>.ts`, and its test, `<name>.test.mjs`, into `folder`, and
 * unless there is one a `tsconfig.json` through which editors and `tsc` find the SDK's types; returns the
 * paths of what was written, plugin and test first. Throws `PluginError` for a bad name and rather than overwrite anything.
 */
export async function newPlugin(kind: PluginKind, name: string, folder: string): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(name))
    throw new PluginError(
      name,
      'a plugin’s name has 2 to 40 small letters, digits and hyphens, a letter first',
    );
  const templates = resolve(projectRoot, 'plugins/templates');
  // The test runs on plain Node, which knows nothing of the project: it gets the compiled SDK by path.
  const fromFolder = (path: string): string =>
    relative(resolve(folder), resolve(projectRoot, path)).split(sep).join('/');
  const sdk = fromFolder('dist/plugins/sdk/index.js');
  const types = fromFolder('plugins/sdk');
  const files = [
    { template: `${kind}.ts`, path: join(folder, `${name}.ts`) },
    { template: `${kind}.test.mjs.txt`, path: join(folder, `${name}.test.mjs`) },
  ];
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) throw new PluginError(taken.path, 'is already there; nothing was written');
  const configuration = join(folder, 'tsconfig.json');
  if (!existsSync(configuration)) files.push({ template: 'tsconfig.json.txt', path: configuration });
  await mkdir(folder, { recursive: true });
  for (const { template, path } of files) {
    const text = await readFile(join(templates, template), 'utf8');
    await writeFile(
      path,
      text.replaceAll(`my-${kind}`, name).replaceAll('{{sdk}}', sdk).replaceAll('{{types}}', types),
      { flag: 'wx' },
    );
  }
  return files.map(({ path }) => path);
}

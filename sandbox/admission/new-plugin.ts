import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { PluginKind } from '../guest/interface.js';
import { PluginError } from '../calls/plugin-error.js';
import { projectRoot } from '#project-root.js';

const EDITOR_SETTINGS = 'tsconfig.json.txt';

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
  const files = [
    { template: `${kind}.ts`, path: join(folder, `${name}.ts`) },
    { template: `${kind}.test.mjs.txt`, path: join(folder, `${name}.test.mjs`) },
  ];
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) throw new PluginError(taken.path, 'is already there; nothing was written');
  const configuration = join(folder, 'tsconfig.json');
  if (!existsSync(configuration)) files.push({ template: EDITOR_SETTINGS, path: configuration });
  await mkdir(folder, { recursive: true });
  for (const { template, path } of files) {
    const text = await fromTemplate(template, folder);
    await writeFile(path, text.replaceAll(`my-${kind}`, name), { flag: 'wx' });
  }
  return files.map(({ path }) => path);
}

/** The `tsconfig.json` for plugins in a folder. */
export function editorSettings(folder: string): Promise<string> {
  return fromTemplate(EDITOR_SETTINGS, folder);
}

/** With the ways from the folder to the SDK; tests run on plain Node, which knows nothing of the project: they get the compiled one. */
async function fromTemplate(template: string, folder: string): Promise<string> {
  const fromFolder = (path: string): string =>
    relative(resolve(folder), resolve(projectRoot, path)).split(sep).join('/');
  const text = await readFile(resolve(projectRoot, 'plugins/templates', template), 'utf8');
  return text
    .replaceAll('{{sdk}}', fromFolder('dist/plugins/sdk/index.js'))
    .replaceAll('{{types}}', fromFolder('plugins/sdk'));
}

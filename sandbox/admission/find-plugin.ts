import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { PluginError } from '../calls/plugin-error.js';
import { prepareSubmission, type Submission } from '../compile/submission.js';
import { projectRoot } from '#project-root.js';
import type { PluginKind } from '../guest/interface.js';
import { readPluginFile, readSource } from './read-source.js';

const ROOMS = { agent: 'plugins/agents', dealer: 'plugins/dealers', bidder: 'plugins/bidders' } as const;

/** Names of the reference plugins of a kind. */
export function referencePlugins(kind: PluginKind): string[] {
  return readdirSync(resolve(projectRoot, ROOMS[kind]))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** A reference plugin, by name, or a file of any kind, bundled; nothing of it runs. Throws `PluginError`. */
export async function findPlugin(nameOrFile: string, kind: PluginKind): Promise<Submission> {
  const path = pluginPath(nameOrFile, kind);
  return prepareSubmission(readSource(await readPluginFile(path), path), path);
}

/** Where a reference plugin, by name, or a file lies. Throws `PluginError` for an unknown name. */
export function pluginPath(nameOrFile: string, kind: PluginKind): string {
  if (!/^[a-z0-9-]+$/.test(nameOrFile)) return resolve(nameOrFile);
  const path = resolve(projectRoot, ROOMS[kind], `${nameOrFile}.ts`);
  if (existsSync(path)) return path;
  const other = (Object.keys(ROOMS) as PluginKind[]).find((each) =>
    referencePlugins(each).includes(nameOrFile),
  );
  throw new PluginError(
    nameOrFile,
    `no reference ${kind} has this name${other ? ` (it is of kind ${other})` : ''}; ` +
      `there are ${referencePlugins(kind).join(', ')} (or give a .ts or .js file)`,
  );
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { AgentPlugin, DealerPlugin } from '#plugins/sdk/index.js';
import { compilePlugin } from '../compile/compile-plugin.js';
import { instantiator } from './plugin-module.js';
import { PluginError } from '../calls/plugin-error.js';
import { projectRoot } from './project-root.js';

/** A plugin file, ready to play. */
export interface LoadedPlugin<T extends AgentPlugin | DealerPlugin = AgentPlugin | DealerPlugin> {
  readonly kind: T['kind'];
  readonly name: string;
  readonly description?: string;
  /** the first digits of `sha256` */
  readonly version: string;
  /** of the author's source */
  readonly sha256: string;
  /** base name of the file */
  readonly file: string;
  readonly plugin: T;
  /** The definition from a new evaluation of the file: its module-level variables are its own. */
  readonly fresh: () => T;
  /** What went wrong when the plugin threw, with the place in the author's file. */
  readonly explain: (error: unknown) => string;
}

const ROOMS = { agent: 'plugins/agents', dealer: 'plugins/dealers' } as const;

/** Names of the reference plugins of a kind. */
export function referencePlugins(kind: 'agent' | 'dealer'): string[] {
  return readdirSync(resolve(projectRoot(), ROOMS[kind]))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Loads an agent strategy from a reference name or a .ts/.js file. Throws `PluginError`. */
export async function loadAgent(nameOrFile: string): Promise<LoadedPlugin<AgentPlugin>> {
  return (await load(nameOrFile, 'agent')) as LoadedPlugin<AgentPlugin>;
}

/** Loads a dealer policy from a reference name or a .ts/.js file. Throws `PluginError`. */
export async function loadDealer(nameOrFile: string): Promise<LoadedPlugin<DealerPlugin>> {
  return (await load(nameOrFile, 'dealer')) as LoadedPlugin<DealerPlugin>;
}

async function load(nameOrFile: string, kind: 'agent' | 'dealer'): Promise<LoadedPlugin> {
  const path = locate(nameOrFile, kind);
  const loaded = await loadSource(await readSource(path), path);
  if (loaded.kind !== kind)
    throw new PluginError(loaded.file, `is a ${loaded.kind} plugin; wanted is a ${kind}`);
  return loaded;
}

/** Loads a plugin from its source text; `file` is its name or path. Throws `PluginError`. */
export async function loadSource(source: string, file: string): Promise<LoadedPlugin> {
  const name = basename(file);
  const { fresh, explain } = await instantiator(await compilePlugin(source, file), name);
  const plugin = fresh();
  const sha256 = createHash('sha256').update(source).digest('hex');
  return {
    kind: plugin.kind,
    name: plugin.name,
    ...(plugin.description === undefined ? {} : { description: plugin.description }),
    version: sha256.slice(0, 8),
    sha256,
    file: name,
    plugin,
    fresh,
    explain,
  };
}

/** Where a reference name or a path leads. */
export function locate(nameOrFile: string, kind: 'agent' | 'dealer'): string {
  if (!/^[a-z0-9-]+$/.test(nameOrFile)) return resolve(nameOrFile);
  const path = resolve(projectRoot(), ROOMS[kind], `${nameOrFile}.ts`);
  if (!existsSync(path))
    throw new PluginError(
      nameOrFile,
      `no reference ${kind} has this name; there are ${referencePlugins(kind).join(', ')} (or give a .ts or .js file)`,
    );
  return path;
}

async function readSource(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new PluginError(path, error.code === 'ENOENT' ? 'no such file' : `cannot be read (${error.code})`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PluginError(basename(path), 'is not UTF-8 text');
  }
}

import { resolve } from 'node:path';
import type { PluginFile } from '#leagues/run/match-task.js';
import { InputError } from '#matches/input-error.js';
import { ownId } from '#matches/play/line-ups/own-id.js';
import { pluginFile } from '#matches/play/line-ups/reference-plugins.js';
import { loadedFacts } from '#sandbox/calls/inspect-plugin.js';
import { prepareSubmission } from '#sandbox/compile/submission.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';

/** Whether it is a file, not the name of something that comes along. */
export function isPluginPath(nameOrPath: string): boolean {
  return /[\\/.]/.test(nameOrPath);
}

/** Reference plugins by name, and files, as `play` takes them. Throws `InputError`, `PluginError`. */
export async function namedPlugins(
  namesOrPaths: readonly string[],
  kind: PluginFile['kind'],
  shipped: readonly PluginFile[],
): Promise<PluginFile[]> {
  const own = await ownPlugins(namesOrPaths.filter(isPluginPath));
  return namesOrPaths.map((name) => {
    if (!isPluginPath(name)) return shippedPlugin(name, kind, shipped);
    const file = own.shift()!;
    if (file.kind !== kind) throw new InputError(`${name}: is a ${file.kind}; wanted is a ${kind}`);
    return file;
  });
}

function shippedPlugin(name: string, kind: PluginFile['kind'], shipped: readonly PluginFile[]): PluginFile {
  const ofKind = shipped.filter((plugin) => plugin.kind === kind);
  const found = ofKind.find((plugin) => plugin.name === name);
  if (found) return found;
  const names = ofKind.map((plugin) => plugin.name).join(', ');
  const other = shipped.find((plugin) => plugin.name === name);
  const besides = other ? ` (it is of kind ${other.kind})` : '';
  throw new InputError(
    `${name}: no reference ${kind} has this name${besides}; there are ${names} (or give a .ts file)`,
  );
}

/** Plugin files of the user, by the names they give themselves, in the sandbox. */
export async function ownPlugins(paths: readonly string[]): Promise<PluginFile[]> {
  const pool = new SandboxPool({ spares: 0 });
  const own = async (path: string): Promise<PluginFile> => {
    const plain = await pluginFile(resolve(path), 'agent', '', '', false).catch(() => {
      throw new InputError(`${path}: no such file`);
    });
    const { kind, name } = await loadedFacts(pool, await prepareSubmission(plain.source, path));
    return { ...plain, kind, name, id: ownId({ ...plain, kind, name }) };
  };
  try {
    return await Promise.all(paths.map(own));
  } finally {
    await pool.close();
  }
}

import type { PluginFile } from '#leagues/run/match-task.js';
import { InputError } from '#matches/input-error.js';
import { ownPlugins } from './league.js';

/** Whether it is a file, not the name of something that comes along. */
export function isPluginPath(nameOrPath: string): boolean {
  return /[\\/.]/.test(nameOrPath);
}

/** Reference plugins by name, and files, as `play` takes them. Throws `InputError`, `PluginError`. */
export async function namedPlugins(
  namesOrPaths: readonly string[],
  kind: 'agent' | 'dealer',
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

function shippedPlugin(name: string, kind: 'agent' | 'dealer', shipped: readonly PluginFile[]): PluginFile {
  const ofKind = shipped.filter((plugin) => plugin.kind === kind);
  const found = ofKind.find((plugin) => plugin.name === name);
  if (found) return found;
  const names = ofKind.map((plugin) => plugin.name).join(', ');
  throw new InputError(
    `${name}: no reference ${kind} has this name; there are ${names} (or give a .ts file)`,
  );
}

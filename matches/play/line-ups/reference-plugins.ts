import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import type { PluginFile } from '#leagues/run/match-task.js';
import { pluginPath, referencePlugins } from '#sandbox/admission/find-plugin.js';

/** The plugins that come with GridLeague, as submissions: id `reference-<kind>-<name>`. */
export async function shippedPlugins(): Promise<PluginFile[]> {
  const kinds = ['agent', 'dealer', 'bidder'] as const;
  const names = kinds.flatMap((kind) => referencePlugins(kind).map((name) => ({ kind, name })));
  return Promise.all(
    names.map(({ kind, name }) =>
      pluginFile(pluginPath(name, kind), kind, name, `reference-${kind}-${name}`, true),
    ),
  );
}

/** A plugin file from disk; its version is the first digits of its SHA-256. */
export async function pluginFile(
  path: string,
  kind: PluginFile['kind'],
  name: string,
  id: string,
  baseline: boolean,
): Promise<PluginFile> {
  const source = await readFile(path, 'utf8');
  const sha256 = createHash('sha256').update(source).digest('hex');
  return {
    id,
    kind,
    name,
    version: sha256.slice(0, 8),
    sha256,
    baseline,
    file: path.split('/').at(-1)!,
    source,
  };
}

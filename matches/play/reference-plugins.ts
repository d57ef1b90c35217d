import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { PluginFile } from '#leagues/run/match-task.js';
import { projectRoot } from '#project-root.js';
import { referencePlugins } from '#sandbox/admission/find-plugin.js';

const ROOMS = { agent: 'plugins/agents', dealer: 'plugins/dealers', bidder: 'plugins/bidders' } as const;

/** The plugins that come with GridLeague, as submissions: id `reference-<kind>-<name>`. */
export async function shippedPlugins(): Promise<PluginFile[]> {
  const kinds = ['agent', 'dealer', 'bidder'] as const;
  const names = kinds.flatMap((kind) => referencePlugins(kind).map((name) => ({ kind, name })));
  return Promise.all(
    names.map(({ kind, name }) => {
      const path = resolve(projectRoot, ROOMS[kind], `${name}.ts`);
      return pluginFile(path, kind, name, `reference-${kind}-${name}`, true);
    }),
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

import { resolve } from 'node:path';
import type { PluginFile } from '#leagues/run/match-task.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { ownId } from '#matches/play/own-id.js';
import { Here } from '#sandbox/here/here.js';
import { MixedPool } from '#sandbox/outside/mixed-pool.js';
import { PYTHON, PythonAgent } from '#sandbox/outside/python-agent.js';

/** Whether it names a strategy in Python. */
export function isPython(name: string): boolean {
  return name.startsWith(PYTHON);
}

/** Strategies in Python, `python:<file>`, which play outside of the sandbox. Throws `PluginError`. */
export async function pythonPlugins(named: readonly string[]): Promise<PluginFile[]> {
  if (named.length === 0) return [];
  const solver = await createHighsSolver();
  const pool = new MixedPool(new Here(solver), solver);
  return Promise.all(
    named.map(async (one): Promise<PluginFile> => {
      const { name, sha256, version, file } = await PythonAgent.load(one, pool);
      return {
        ...{ id: ownId({ kind: 'agent', name, source: sha256 }), kind: 'agent', name, version, sha256 },
        ...{ baseline: false, outside: 'python', file, source: '', path: resolve(one.slice(PYTHON.length)) },
      };
    }),
  );
}

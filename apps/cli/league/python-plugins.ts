import { resolve } from 'node:path';
import type { PluginFile } from '#leagues/run/match-task.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { ownId } from '#matches/play/line-ups/own-id.js';
import type { OwnWorker } from '#matches/workers/worker-process.js';
import { MixedPool } from '#sandbox/elsewhere/mixed-pool.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { PYTHON, PythonAgent, pythonEnvironment } from '#sandbox/outside/python-agent.js';

/** Strategies in Python, `python:<file>`, which play outside of the sandbox. Throws `PluginError`. */
export async function pythonPlugins(named: readonly string[]): Promise<PluginFile[]> {
  if (named.length === 0) return [];
  // Nothing but programs is loaded in it.
  const pool = new MixedPool(new SandboxPool({ spares: 0 }), createHighsSolver);
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

/** The worker that plays them. */
export function pythonWorker(): OwnWorker {
  return { main: 'apps/cli/league/own-worker.js', environment: pythonEnvironment() };
}

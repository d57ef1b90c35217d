import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { Execution } from '#market/match/report/report.js';
import type { Playable } from '#sandbox/calls/plugin-pool.port.js';
import { MixedPool } from '#sandbox/elsewhere/mixed-pool.js';
import { isPython, PythonAgent } from '#sandbox/outside/python-agent.js';
import { lineUp, lineUpIn, PluginsHere, shutIn, type OwnLineUp } from './named-line-up.js';
import type { OwnLineUpOptions, PluginPlace } from './named-line-up.js';

/**
 * As `lineUp`; and a strategy in Python by `python:<file>`, with which the line-up is marked as not sandboxed: who plays it passes the
 * mark on. Throws `PluginError` for a plugin that cannot be used.
 */
export function markedLineUp(
  execution: Execution,
  agents: readonly string[],
  dealer: string,
  solver: LpSolver,
  options: OwnLineUpOptions = {},
): Promise<OwnLineUp> {
  if (!agents.some(isPython)) return lineUp(execution, agents, dealer, solver, options);
  return execution === 'sandbox'
    ? lineUpIn(withPython(shutIn(agents.length + 1), solver), agents, dealer)
    : lineUpIn(withPython(new PluginsHere(solver), solver), agents, dealer);
}

/** A place, and strategies in Python beside it. */
function withPython<P extends Playable>(
  place: PluginPlace<P>,
  solver: LpSolver,
): PluginPlace<P | PythonAgent> {
  const pool = new MixedPool(place.pool, async () => solver);
  return {
    ...{ execution: 'not-sandboxed', pool },
    plugin: (name, kind) => (isPython(name) ? PythonAgent.load(name, pool) : place.plugin(name, kind)),
    close: () => place.close(),
  };
}

import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report/report.js';
import { loadSubmission, type LoadedSubmission } from '#sandbox/admission/load-submission.js';
import type { SandboxLimits } from '#sandbox/calls/limits.js';
import type { Playable, PluginPool } from '#sandbox/calls/plugin-pool.port.js';
import type { PluginKind } from '#sandbox/guest/interface.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { MixedPool } from '#sandbox/elsewhere/mixed-pool.js';
import { isPython, PythonAgent } from '#sandbox/outside/python-agent.js';
import { sandboxed, type Entrant, type LineUp, type SandboxedOptions } from './line-up.js';
import type { MatchConsoles } from './match-consoles.js';
import { lineUp, type OwnLineUp, type OwnLineUpOptions } from './named-line-up.js';

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
  if (execution === 'sandbox') return mixed(shutIn(), agents, dealer, solver);
  return mixed(here(solver), agents, dealer, solver);
}

/** Where the plugins beside those in Python are loaded and run. */
interface Place<P extends Playable> {
  readonly pool: PluginPool<P>;
  load(name: string, kind: PluginKind): Promise<P & PluginIdentity>;
  close(): Promise<void>;
}

function shutIn(): Place<LoadedSubmission> {
  const pool = new SandboxPool({ spares: 0 });
  const load = (name: string, kind: PluginKind) => loadSubmission(name, kind, pool);
  return { pool, load, close: () => pool.close() };
}

function here(solver: LpSolver): Place<OwnPlugin> {
  const pool = new Here(solver);
  return { pool, load: (name, kind) => OwnPlugin.load(name, kind, pool), close: async () => {} };
}

async function mixed<P extends Playable>(
  place: Place<P>,
  agentNames: readonly string[],
  dealerName: string,
  solver: LpSolver,
): Promise<OwnLineUp> {
  const pool = new MixedPool(place.pool, async () => solver);
  const agent = async (name: string): Promise<Entrant<P | PythonAgent>> =>
    entrant(await (isPython(name) ? PythonAgent.load(name, pool) : place.load(name, 'agent')));
  try {
    const agents = await Promise.all(agentNames.map(agent));
    const dealer = entrant(await place.load(dealerName, 'dealer'));
    const limits = clockOf(place.pool.limits);
    const seated = (consoles?: MatchConsoles): LineUp => ({
      ...sandboxed(pool, agents, dealer, { limits, ...(consoles && { consoles }) }),
      execution: 'not-sandboxed',
    });
    return { ...seated(), sources: null, heardBy: seated, close: () => place.close() };
  } catch (error) {
    await place.close();
    throw error;
  }
}

function entrant<P extends Playable & PluginIdentity>(plugin: P): Entrant<P> {
  return { identity: identityOf(plugin), submission: plugin };
}

/** The times that hold in a place: some have none. */
function clockOf(limits: SandboxLimits): SandboxedOptions['limits'] {
  const { milliseconds, seatMilliseconds, matchMilliseconds } = limits;
  return { milliseconds, seatMilliseconds, matchMilliseconds };
}

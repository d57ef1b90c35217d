import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report.js';
import { loadSubmission } from '#sandbox/admission/load-submission.js';
import type { SandboxLimits } from '#sandbox/calls/limits.js';
import type { Playable, PluginPool } from '#sandbox/calls/plugin-pool.port.js';
import type { PluginKind } from '#sandbox/guest/interface.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { MixedPool } from '#sandbox/outside/mixed-pool.js';
import { PYTHON, PythonAgent } from '#sandbox/outside/python-agent.js';
import { InputError } from '../input-error.js';
import { sandboxed, type Entrant, type LineUp, type SandboxedOptions } from './line-up.js';

/** A line-up that was loaded for itself and must be closed. */
export interface OwnLineUp extends LineUp {
  close(): Promise<void>;
}

/** Where the files of a line-up are loaded and run. */
interface Place<P extends Playable> {
  readonly execution: Execution;
  readonly pool: PluginPool<P>;
  load(name: string, kind: PluginKind): Promise<P & PluginIdentity>;
  close(): Promise<void>;
}

/** Loads reference plugins by name, or files. Throws `PluginError` for one that cannot be used. */
export async function lineUp(
  execution: Execution,
  agents: readonly string[],
  dealer: string,
  solver: LpSolver,
): Promise<OwnLineUp> {
  const python = agents.find(isPython);
  if (python !== undefined)
    throw new InputError(`${python}: strategies in Python are played by \`play\` alone`);
  return markedLineUp(execution, agents, dealer, solver);
}

/** The same, and a strategy in Python as `python:<file>`: the line-up is then marked as not sandboxed, and who uses it passes that on. */
export function markedLineUp(
  execution: Execution,
  agents: readonly string[],
  dealer: string,
  solver: LpSolver,
): Promise<OwnLineUp> {
  if (execution === 'in-process') return loaded(inProcess(solver), agents, dealer, solver);
  // One match: what is started ahead of need would be started for nothing.
  const pool = new SandboxPool({ spares: 0 });
  const load = (name: string, kind: PluginKind) => loadSubmission(name, kind, pool);
  return loaded({ execution, pool, load, close: () => pool.close() }, agents, dealer, solver);
}

function inProcess(solver: LpSolver): Place<OwnPlugin> {
  const pool = new Here(solver);
  const load = (name: string, kind: PluginKind) => OwnPlugin.load(name, kind, pool);
  return { execution: 'in-process', pool, load, close: async () => {} };
}

async function loaded<P extends Playable>(
  place: Place<P>,
  agentNames: readonly string[],
  dealerName: string,
  solver: LpSolver,
): Promise<OwnLineUp> {
  const pool = new MixedPool(place.pool, solver);
  const agent = async (name: string): Promise<Entrant<P | PythonAgent>> =>
    entrant(await (isPython(name) ? PythonAgent.load(name, pool) : place.load(name, 'agent')));
  try {
    const agents = await Promise.all(agentNames.map(agent));
    const dealer = entrant(await place.load(dealerName, 'dealer'));
    const lineUp = sandboxed(pool, agents, dealer, { limits: clockOf(place.pool.limits) });
    const execution = agentNames.some(isPython) ? 'not-sandboxed' : place.execution;
    return { ...lineUp, execution, close: () => place.close() };
  } catch (error) {
    await place.close();
    throw error;
  }
}

function isPython(name: string): boolean {
  return name.startsWith(PYTHON);
}

function entrant<P extends Playable & PluginIdentity>(plugin: P): Entrant<P> {
  return { identity: identityOf(plugin), submission: plugin };
}

/** The times that hold in a place: some have none. */
function clockOf({
  milliseconds,
  seatMilliseconds,
  matchMilliseconds,
}: SandboxLimits): SandboxedOptions['limits'] {
  return { milliseconds, seatMilliseconds, matchMilliseconds };
}

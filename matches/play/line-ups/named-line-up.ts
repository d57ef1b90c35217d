import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report/report.js';
import { dealtToSeats } from '#market/seating.js';
import type { AgentPlugin, DealerPlugin } from '#plugins/sdk/index.js';
import type { SeatKind } from '#leagues/scenario-files/mechanisms.js';
import { loadSubmission, type LoadedSubmission } from '#sandbox/admission/load-submission.js';
import type { Playable, PluginPool } from '#sandbox/calls/plugin-pool.port.js';
import type { PluginKind } from '#sandbox/guest/interface.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { sandboxed, type Entrant, type LineUp, type Seating } from './line-up.js';
import type { MatchConsoles } from './match-consoles.js';

/** A line-up that was loaded for itself and must be closed. */
export interface OwnLineUp extends LineUp {
  /** the plugins that are dealt to the seats, and the dealer's; null: some are no plugin files, so that nothing plays the match again */
  readonly sources: { readonly agents: readonly PluginSource[]; readonly dealer: PluginSource } | null;
  /** The same, and what its plugins write goes there; those that run in this process write by themselves. */
  heardBy(consoles: MatchConsoles): LineUp;
  close(): Promise<void>;
}

/** A plugin with the file it is. */
export interface PluginSource extends PluginIdentity {
  /** the author's file name, which tells its language */
  readonly file: string;
  readonly source: string;
}

export interface OwnLineUpOptions {
  /** what the names at the seats are; default: agents */
  readonly seated?: SeatKind;
  /** debuggers find the authors' files behind what runs in this process */
  readonly inspected?: boolean;
}

/** Where the plugins of line-ups are loaded and run. */
export interface PluginPlace<P extends Playable> {
  readonly execution: Execution;
  readonly pool: PluginPool<P>;
  /** A reference plugin by name, or a file. Throws `PluginError`. */
  plugin(name: string, kind: PluginKind): Promise<P & NamedPlugin>;
  close(): Promise<void>;
}

/** `source`: absent where it is no plugin file */
type NamedPlugin = PluginIdentity & Omit<PluginSource, 'source'> & Partial<Pick<PluginSource, 'source'>>;

/** Loads reference plugins by name, or files. Throws `PluginError` for one that cannot be used. */
export function lineUp(
  execution: Execution,
  agents: readonly string[],
  dealer: string,
  solver: LpSolver,
  options: OwnLineUpOptions = {},
): Promise<OwnLineUp> {
  const { seated } = options;
  return execution === 'sandbox'
    ? lineUpIn(shutIn(agents.length + 1), agents, dealer, seated)
    : lineUpIn(new PluginsHere(solver, options), agents, dealer, seated);
}

/** Of plugins that are loaded there; closed with it, also where one cannot be used (`PluginError`). */
export async function lineUpIn<P extends Playable>(
  place: PluginPlace<P>,
  agentNames: readonly string[],
  dealerName: string,
  kind: SeatKind = 'agent',
): Promise<OwnLineUp> {
  const { pool, execution } = place;
  try {
    const agents = await Promise.all(agentNames.map((name) => place.plugin(name, kind)));
    const dealer = await place.plugin(dealerName, 'dealer');
    const { milliseconds, seatMilliseconds, matchMilliseconds } = pool.limits;
    const limits = { milliseconds, seatMilliseconds, matchMilliseconds };
    const heardBy = (consoles?: MatchConsoles): LineUp => ({
      ...sandboxed(pool, agents.map(entrant), entrant(dealer), { limits, ...(consoles && { consoles }) }),
      execution,
    });
    const [ofDealer, ...ofAgents] = [dealer, ...agents].flatMap(sourceOf);
    const isWhole = ofDealer !== undefined && ofAgents.length === agents.length;
    const sources = isWhole ? { agents: ofAgents, dealer: ofDealer } : null;
    return { ...heardBy(), sources, heardBy, close: () => place.close() };
  } catch (error) {
    await place.close();
    throw error;
  }
}

function entrant<P extends Playable & PluginIdentity>(plugin: P): Entrant<P> {
  return { identity: identityOf(plugin), submission: plugin };
}

function sourceOf(plugin: NamedPlugin): PluginSource[] {
  const { file, source } = plugin;
  return source === undefined ? [] : [{ ...identityOf(plugin), file, source }];
}

/** The sandbox, for so many plugins. */
export function shutIn(plugins: number): PluginPlace<LoadedSubmission> {
  // What is started ahead of need would be started for nothing: all plugins are known.
  const pool = new SandboxPool({ spares: 0, kept: plugins });
  return {
    ...{ execution: 'sandbox', pool },
    plugin: (name, kind) => loadSubmission(name, kind, pool),
    close: () => pool.close(),
  };
}

/** Plugins in this process, each loaded once for all matches. */
export class PluginsHere implements PluginPlace<OwnPlugin> {
  readonly execution = 'in-process';
  readonly pool: Here;
  private readonly loaded = new Map<string, Promise<OwnPlugin>>();

  constructor(
    solver: LpSolver,
    private readonly options: OwnLineUpOptions = {},
  ) {
    this.pool = new Here(solver);
  }

  /** From now on that strategy is the one with its name. */
  define(agent: AgentPlugin): void {
    this.loaded.set(keyOf(agent.name, 'agent'), Promise.resolve(OwnPlugin.of(agent)));
  }

  /** A reference plugin by name, or a file; or what is defined. Throws `PluginError`. */
  plugin(nameOrFile: string, kind: PluginKind): Promise<OwnPlugin> {
    const key = keyOf(nameOrFile, kind);
    const known = this.loaded.get(key) ?? OwnPlugin.load(nameOrFile, kind, this.pool, this.options);
    this.loaded.set(key, known);
    return known;
  }

  /** `seated`: what the names at the seats are. */
  lineUp(names: readonly string[], dealerName: string, seated?: SeatKind): Promise<LineUp> {
    return lineUpIn(this, names, dealerName, seated);
  }

  async close(): Promise<void> {}
}

function keyOf(nameOrFile: string, kind: PluginKind): string {
  return `${kind} ${nameOrFile}`;
}

/** A strategy for all seats and a policy that this program defines itself, as studies do, for one match. */
export function seatDefinitions(
  { agent, dealer }: { readonly agent: AgentPlugin; readonly dealer: DealerPlugin },
  { seats, seed }: Pick<Seating, 'seats' | 'seed'>,
  solver: LpSolver,
): ReturnType<LineUp['seat']> {
  const pool = new Here(solver);
  const plugins = dealtToSeats([OwnPlugin.of(agent)], seats);
  return {
    traders: sandboxTraders({ pool, seed, plugins }),
    dealer: sandboxDealer({ pool, seed, plugin: OwnPlugin.of(dealer) }),
  };
}

import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report/report.js';
import { dealtToSeats } from '#market/seating.js';
import type { AgentPlugin, DealerPlugin } from '#plugins/sdk/index.js';
import type { SeatKind } from '#leagues/scenario-files/mechanisms.js';
import { loadSubmission } from '#sandbox/admission/load-submission.js';
import type { PluginKind } from '#sandbox/guest/interface.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxBidders } from '#sandbox/seats/bidders.js';
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

/** Loads reference plugins by name, or files. Throws `PluginError` for one that cannot be used. */
export function lineUp(
  execution: Execution,
  agents: readonly string[],
  dealer: string,
  solver: LpSolver,
  options: OwnLineUpOptions = {},
): Promise<OwnLineUp> {
  return execution === 'sandbox'
    ? loaded(agents, dealer, options.seated)
    : inProcess(agents, dealer, solver, options);
}

async function loaded(
  agentNames: readonly string[],
  dealerName: string,
  seated: SeatKind = 'agent',
): Promise<OwnLineUp> {
  // What is started ahead of need would be started for nothing: all plugins are known.
  const pool = new SandboxPool({ spares: 0, kept: agentNames.length + 1 });
  const entrant = async (name: string, kind: PluginKind): Promise<Entrant> => {
    const submission = await loadSubmission(name, kind, pool);
    return { identity: identityOf(submission), submission };
  };
  const sourceOf = ({ identity, submission: { file, source } }: Entrant): PluginSource => ({
    ...{ ...identity, file, source },
  });
  try {
    const agents = await Promise.all(agentNames.map((name) => entrant(name, seated)));
    const dealer = await entrant(dealerName, 'dealer');
    return {
      ...sandboxed(pool, agents, dealer),
      sources: { agents: agents.map(sourceOf), dealer: sourceOf(dealer) },
      heardBy: (consoles) => sandboxed(pool, agents, dealer, { consoles }),
      close: () => pool.close(),
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

async function inProcess(
  agentNames: readonly string[],
  dealer: string,
  solver: LpSolver,
  options: OwnLineUpOptions,
): Promise<OwnLineUp> {
  const here = new PluginsHere(solver, options);
  const { seated: kind = 'agent' } = options;
  const seated = await here.lineUp(agentNames, dealer, kind);
  const sourceOf = async (name: string, kind: PluginKind): Promise<PluginSource> => {
    const plugin = await here.plugin(name, kind);
    return { ...identityOf(plugin), file: plugin.file, source: plugin.source };
  };
  return {
    ...seated,
    sources: {
      agents: await Promise.all(agentNames.map((name) => sourceOf(name, kind))),
      dealer: await sourceOf(dealer, 'dealer'),
    },
    heardBy: () => seated,
    close: async () => {},
  };
}

/** Plugins in this process, each loaded once for all matches. */
export class PluginsHere {
  private readonly pool: Here;
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
  async lineUp(names: readonly string[], dealerName: string, seated: SeatKind = 'agent'): Promise<LineUp> {
    const { pool } = this;
    const agents = await Promise.all(names.map((name) => this.plugin(name, seated)));
    const dealer = await this.plugin(dealerName, 'dealer');
    return {
      execution: 'in-process',
      identities: (seats) => dealtToSeats(agents, seats).map(identityOf),
      dealer: identityOf(dealer),
      seat: ({ seats, seed, maxOrders }) => {
        const limits = { ...pool.limits, orders: maxOrders };
        return {
          traders: sandboxTraders({ pool, plugins: dealtToSeats(agents, seats), seed, limits }),
          dealer: sandboxDealer({ pool, plugin: dealer, seed, limits }),
        };
      },
      bidders: ({ seats, seed }) => sandboxBidders({ pool, plugins: dealtToSeats(agents, seats), seed }),
    };
  }
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

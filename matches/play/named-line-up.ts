import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type Execution } from '#market/match/report.js';
import { dealt } from '#market/seating.js';
import type { AgentPlugin, DealerPlugin } from '#plugins/sdk/index.js';
import { loadSubmission } from '#sandbox/admission/load-submission.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { sandboxed, type Entrant, type LineUp, type Seating } from './line-up.js';

/** A line-up that was loaded for itself and must be closed. */
export interface OwnLineUp extends LineUp {
  close(): Promise<void>;
}

/** Loads reference plugins by name, or files. Throws `PluginError` for one that cannot be used. */
export function lineUp(
  execution: Execution,
  agents: readonly string[],
  dealer: string,
  solver: LpSolver,
): Promise<OwnLineUp> {
  return execution === 'sandbox' ? loaded(agents, dealer) : inProcess(agents, dealer, solver);
}

async function loaded(agentNames: readonly string[], dealerName: string): Promise<OwnLineUp> {
  // One match: what is started ahead of need would be started for nothing.
  const pool = new SandboxPool({ spares: 0 });
  const entrant = async (name: string, kind: 'agent' | 'dealer'): Promise<Entrant> => {
    const submission = await loadSubmission(name, kind, pool);
    return { identity: identityOf(submission), submission };
  };
  try {
    const agents = await Promise.all(agentNames.map((name) => entrant(name, 'agent')));
    const lineUp = sandboxed(pool, agents, await entrant(dealerName, 'dealer'));
    return { ...lineUp, close: () => pool.close() };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

async function inProcess(
  agentNames: readonly string[],
  dealerName: string,
  solver: LpSolver,
): Promise<OwnLineUp> {
  const pool = new Here(solver);
  const agents = await Promise.all(agentNames.map((name) => OwnPlugin.load(name, 'agent', pool)));
  const dealer = await OwnPlugin.load(dealerName, 'dealer', pool);
  return {
    execution: 'in-process',
    identities: (seats) => dealt(agents, seats).map(identityOf),
    dealer: identityOf(dealer),
    seat: ({ seats, seed, maxOrders }) => {
      const limits = { ...pool.limits, orders: maxOrders };
      return {
        traders: sandboxTraders({ pool, plugins: dealt(agents, seats), seed, limits }),
        dealer: sandboxDealer({ pool, plugin: dealer, seed, limits }),
      };
    },
    close: async () => {},
  };
}

/** A strategy for all seats and a policy that this program defines itself, as studies do, for one match. */
export function seatDefinitions(
  { agent, dealer }: { readonly agent: AgentPlugin; readonly dealer: DealerPlugin },
  { seats, seed }: Pick<Seating, 'seats' | 'seed'>,
  solver: LpSolver,
): ReturnType<LineUp['seat']> {
  const pool = new Here(solver);
  const plugins = dealt([OwnPlugin.of(agent)], seats);
  return {
    traders: sandboxTraders({ pool, seed, plugins }),
    dealer: sandboxDealer({ pool, seed, plugin: OwnPlugin.of(dealer) }),
  };
}

import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report.js';
import { dealt } from '#market/seating.js';
import type { DealerDesk, Traders } from '#market/match/traders.port.js';
import { loadSubmission } from '#sandbox/admission/load-submission.js';
import type { Allowance } from '#sandbox/host/allowance.js';
import { changedLimits } from '#sandbox/host/limits.js';
import { MatchAllowances } from '#sandbox/host/match-allowances.js';
import { sandboxDealer } from '#sandbox/host/sandbox-dealer.js';
import { SandboxPool } from '#sandbox/host/sandbox-pool.js';
import { sandboxTraders } from '#sandbox/host/sandbox-traders.js';
import { inProcessDealer } from '#sandbox/in-process/in-process-dealer.js';
import { inProcessTraders } from '#sandbox/in-process/in-process-traders.js';
import { loadAgent, loadDealer } from '#sandbox/in-process/load-plugin.js';

/** What a match asks of the plugins that were named for it. */
export interface Seating {
  readonly seats: number;
  readonly seed: string;
  readonly maxOrders: number;
  readonly solver: LpSolver;
}

/** Plugins ready to play, and where their code runs. Must be closed. */
export interface LineUp {
  readonly execution: Execution;
  /** what plays each of so many seats: the agents are dealt in turn */
  identities(seats: number): readonly PluginIdentity[];
  readonly dealer: PluginIdentity;
  /** fresh strategies and a fresh policy for one match */
  seat(seating: Seating): { readonly traders: Traders; readonly dealer: DealerDesk };
  close(): Promise<void>;
}

/** Loads reference plugins by name, or files. Throws `PluginError` for one that cannot be used. */
export function lineUp(execution: Execution, agents: readonly string[], dealer: string): Promise<LineUp> {
  return execution === 'sandbox' ? sandboxed(agents, dealer) : inProcess(agents, dealer);
}

async function sandboxed(agentNames: readonly string[], dealerName: string): Promise<LineUp> {
  // One match: what is started ahead of need would be started for nothing.
  const pool = new SandboxPool({ spares: 0 });
  try {
    const agents = await Promise.all(agentNames.map((name) => loadSubmission(name, 'agent', pool)));
    const dealer = await loadSubmission(dealerName, 'dealer', pool);
    return {
      execution: 'sandbox',
      identities: (seats) => dealt(agents, seats).map(identityOf),
      dealer: identityOf(dealer),
      seat: ({ seats, seed, maxOrders }) => {
        const limits = changedLimits({ orders: maxOrders });
        const shares = new MatchAllowances(limits);
        const allowanceOf = (_: unknown, seats: number): Allowance => shares.join(seats);
        return {
          traders: sandboxTraders({ pool, plugins: dealt(agents, seats), seed, limits, allowanceOf }),
          dealer: sandboxDealer({ pool, plugin: dealer, seed, limits, allowance: shares.join(1) }),
        };
      },
      close: () => pool.close(),
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

async function inProcess(agentNames: readonly string[], dealerName: string): Promise<LineUp> {
  const agents = await Promise.all(agentNames.map(loadAgent));
  const dealer = await loadDealer(dealerName);
  return {
    execution: 'in-process',
    identities: (seats) => dealt(agents, seats).map(identityOf),
    dealer: identityOf(dealer),
    seat: ({ seats, seed, maxOrders, solver }) => ({
      traders: inProcessTraders({ solver, plugins: dealt(agents, seats), seed, maxOrders }),
      dealer: inProcessDealer({ plugin: dealer, seed, maxOrders }),
    }),
    close: async () => {},
  };
}

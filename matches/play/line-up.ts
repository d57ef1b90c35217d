import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report.js';
import { dealt } from '#market/seating.js';
import type { DealerDesk, Traders } from '#market/traders.port.js';
import { loadSubmission } from '#sandbox/admission/load-submission.js';
import type { MatchConduct } from '#leagues/run/match-task.js';
import type { Submission } from '#sandbox/compile/submission.js';
import type { Allowance } from '#sandbox/seats/allowance.js';
import { changedLimits } from '#sandbox/calls/limits.js';
import { MatchAllowances } from '#sandbox/seats/match-allowances.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';

/** What a match asks of the plugins that were named for it. */
export interface Seating {
  readonly seats: number;
  readonly seed: string;
  readonly maxOrders: number;
}

/** Plugins ready to play, and where their code runs. */
export interface LineUp {
  readonly execution: Execution;
  /** what plays each of so many seats: the agents are dealt in turn */
  identities(seats: number): readonly PluginIdentity[];
  readonly dealer: PluginIdentity;
  /** fresh strategies and a fresh policy for one match */
  seat(seating: Seating): { readonly traders: Traders; readonly dealer: DealerDesk };
}

/** A line-up that was loaded for itself and must be closed. */
export interface OwnLineUp extends LineUp {
  close(): Promise<void>;
}

/** A plugin, and what it is called where it plays. */
export interface Entrant {
  readonly identity: PluginIdentity;
  readonly submission: Submission;
}

/** A line-up in the processes of `pool`; `limits`: where they differ from the defaults. */
export function sandboxed(
  pool: SandboxPool,
  agents: readonly Entrant[],
  dealer: Entrant,
  limits: MatchConduct['limits'] = {},
): LineUp {
  return {
    execution: 'sandbox',
    identities: (seats) => dealt(agents, seats).map(({ identity }) => identity),
    dealer: dealer.identity,
    seat: ({ seats, seed, maxOrders }) => {
      const allowed = changedLimits({ ...limits, orders: maxOrders });
      const shares = new MatchAllowances(allowed);
      const common = { pool, seed, limits: allowed };
      const plugins = dealt(agents, seats).map(({ submission }) => submission);
      const allowanceOf = (_: unknown, seats: number): Allowance => shares.join(seats);
      return {
        traders: sandboxTraders({ ...common, plugins, allowanceOf }),
        dealer: sandboxDealer({ ...common, plugin: dealer.submission, allowance: shares.join(1) }),
      };
    },
  };
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
  const pool = new SandboxPool();
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

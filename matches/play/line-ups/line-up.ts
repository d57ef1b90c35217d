import type { Execution, PluginIdentity } from '#market/match/report/report.js';
import type { Bidders } from '#market/double-auction/bidders.port.js';
import { dealtToSeats } from '#market/seating.js';
import type { DealerDesk, Traders } from '#market/traders.port.js';
import type { MatchConduct } from '#leagues/run/match-task.js';
import type { Submission } from '#sandbox/compile/submission.js';
import type { Allowance } from '#sandbox/seats/allowance.js';
import { changedLimits } from '#sandbox/calls/limits.js';
import { MatchAllowances } from '#sandbox/seats/match-allowances.js';
import { sandboxBidders } from '#sandbox/seats/bidders.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import type { Playable, PluginPool } from '#sandbox/calls/plugin-pool.port.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import type { MatchConsoles } from './match-consoles.js';

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
  /** the same plugins as the bidders of an auction */
  bidders(seating: Pick<Seating, 'seats' | 'seed'>): Bidders;
}

/** A plugin, and what it is called where it plays. */
export interface Entrant<P extends Playable = Submission> {
  readonly identity: PluginIdentity;
  readonly submission: P;
}

export interface SandboxedOptions {
  /** where they differ from the defaults */
  readonly limits?: MatchConduct['limits'];
  /** hear what the plugins write */
  readonly consoles?: MatchConsoles;
}

/** A line-up where `pool` runs plugins. */
export function sandboxed<P extends Playable>(
  pool: PluginPool<P>,
  agents: readonly Entrant<P>[],
  dealer: Entrant<P>,
  { limits, consoles }: SandboxedOptions = {},
): LineUp {
  return {
    execution: 'sandbox',
    identities: (seats) => dealtToSeats(agents, seats).map(({ identity }) => identity),
    dealer: dealer.identity,
    seat: ({ seats, seed, maxOrders }) => {
      const allowed = changedLimits({ ...limits, orders: maxOrders });
      const shares = new MatchAllowances(allowed);
      const common = { pool, seed, limits: allowed };
      const plugins = dealtToSeats(agents, seats).map(({ submission }) => submission);
      const allowanceOf = (_: unknown, seats: number): Allowance => shares.join(seats);
      return {
        traders: sandboxTraders({ ...common, plugins, allowanceOf, consoleOf: () => consoles?.agents }),
        dealer: sandboxDealer({
          ...{ ...common, plugin: dealer.submission, allowance: shares.join(1) },
          ...(consoles && { console: consoles.dealer }),
        }),
      };
    },
    bidders: ({ seats, seed }) => {
      const allowed = changedLimits(limits ?? {});
      const shares = new MatchAllowances(allowed);
      return sandboxBidders({
        ...{
          pool,
          seed,
          limits: allowed,
          plugins: dealtToSeats(agents, seats).map(({ submission }) => submission),
        },
        allowanceOf: (_, seats) => shares.join(seats),
        consoleOf: () => consoles?.agents,
      });
    },
  };
}

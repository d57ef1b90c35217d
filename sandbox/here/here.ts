import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { SeatHosts } from '../answering/seat-hosts.js';
import { changedLimits, type SandboxLimits } from '../calls/limits.js';
import type { OpenPlugin, PluginPool } from '../calls/plugin-pool.port.js';
import { ContextGuest, contextProgram } from './context-guest.js';
import type { OwnPlugin } from './own-plugin.js';

/**
 * Runs plugins in this very process, for debuggers, tests and code one trusts: the same guest with the same tools as in
 * the sandbox, so the same answers, but nothing stops a plugin that never returns or means harm. No time is too long.
 */
export class Here implements PluginPool<OwnPlugin> {
  readonly limits: SandboxLimits;
  readonly now = (): number => performance.now();

  constructor(
    private readonly solver: LpSolver,
    /** orders in one answer */
    orders?: number,
  ) {
    const endless = { milliseconds: Infinity, seatMilliseconds: Infinity, matchMilliseconds: Infinity };
    this.limits = changedLimits({ ...endless, orders });
  }

  async open(plugin: OwnPlugin, _seats: number, limits: SandboxLimits): Promise<OpenPlugin> {
    const script = contextProgram();
    const { solver, now } = this;
    const seats = new SeatHosts(
      {
        ...{ plugin, limits, solver, now },
        openGuest: (host) => new ContextGuest(script, host, limits, plugin.known),
      },
      0,
    );
    return {
      run: async (calls) => {
        const begun = now();
        const results = calls.map((call) => seats.call(call));
        return { status: 'answered', results, waited: now() - begun };
      },
      close: async () => seats.dispose(),
    };
  }
}

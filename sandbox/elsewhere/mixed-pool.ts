import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { SandboxLimits } from '../calls/limits.js';
import type { OpenPlugin, Playable, PluginPool } from '../calls/plugin-pool.port.js';
import { OutsidePlugin } from './outside-plugin.js';
import { SeatDesks } from './seat-desks.js';

/** Plugins where `inside` runs them, and strategies outside beside them. */
export class MixedPool<P extends Playable> implements PluginPool<P | OutsidePlugin> {
  readonly now: () => number;
  readonly limits: SandboxLimits;

  constructor(
    private readonly inside: PluginPool<P>,
    /** for the tools of one outside: where strangers are, of its own, since what it asks could break it */
    private readonly solverFor: () => Promise<LpSolver>,
  ) {
    this.now = inside.now;
    this.limits = inside.limits;
  }

  async open(plugin: P | OutsidePlugin, seats: number, limits: SandboxLimits): Promise<OpenPlugin> {
    return plugin instanceof OutsidePlugin
      ? plugin.open(new SeatDesks(await this.solverFor(), limits, this.now))
      : this.inside.open(plugin, seats, limits);
  }
}

import type {
  CallResult,
  DealerBriefing,
  DealerDesk,
  DealerQuote,
  DealerView,
} from '#market/traders.port.js';
import { withTimeLimits, type SandboxLimits } from '../calls/limits.js';
import { readAnnouncement, readQuote } from '../calls/order-check.js';
import { readMemory } from '../calls/reply-checks.js';
import type { Playable, PluginPool } from '../calls/plugin-pool.port.js';
import type { PluginConsole } from './plugin-console.js';
import type { Allowance } from './allowance.js';
import { MatchAllowances } from './match-allowances.js';
import { PluginSession } from './session.js';

export interface SandboxDealerOptions<P extends Playable> {
  readonly pool: PluginPool<P>;
  readonly plugin: P;
  /** of the match; the dealer draws its own stream from it */
  readonly seed: string;
  /** default: the pool's */
  readonly limits?: SandboxLimits;
  /** what the dealer may use in the match; default: the match's limits, for it alone */
  readonly allowance?: Allowance;
  /** hears what the policy writes to its console */
  readonly console?: PluginConsole;
}

/** The dealer policy of a plugin, held from now until `close`. */
export function sandboxDealer<P extends Playable>(options: SandboxDealerOptions<P>): DealerDesk {
  return new SandboxDealer(options);
}

const seat = 0;

class SandboxDealer<P extends Playable> implements DealerDesk {
  private readonly session: PluginSession<P>;
  private readonly limits: SandboxLimits;

  constructor(private readonly options: SandboxDealerOptions<P>) {
    const { pool, plugin, limits = pool.limits, console } = options;
    const { allowance = new MatchAllowances(limits).join(1) } = options;
    this.limits = limits;
    this.session = new PluginSession(pool, plugin, { limits, room: 1, allowance, console });
    this.session.prepare();
  }

  async create(briefing: DealerBriefing): Promise<CallResult<null>> {
    const seed = `${this.options.seed}/dealer`;
    const told = withTimeLimits(briefing, this.limits);
    const [result] = await this.session.create([{ seat, verb: 'create', seed, briefing: told }]);
    return result!;
  }

  async quote(view: DealerView): Promise<CallResult<DealerQuote>> {
    const [result] = await this.session.call([{ seat, verb: 'quote', view }], (value) =>
      readQuote(value, view.inventory, this.limits.orders),
    );
    return result!;
  }

  async announce(
    view: DealerView,
    clearing: { prices: Float64Array; settled: boolean; surplus: number },
  ): Promise<CallResult<Float64Array | null>> {
    if (!this.session.has(seat, 'announce')) return { outcome: 'ok', value: null };
    const [result] = await this.session.call([{ seat, verb: 'announce', view, clearing }], (value) =>
      readAnnouncement(value, view.prices.length),
    );
    return result!;
  }

  async remember(): Promise<CallResult<string | null>> {
    if (!this.session.has(seat, 'remember')) return { outcome: 'ok', value: null };
    const [result] = await this.session.call([{ seat, verb: 'remember' }], readMemory);
    return result!;
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

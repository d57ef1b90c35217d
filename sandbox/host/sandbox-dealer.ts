import type {
  CallResult,
  DealerBriefing,
  DealerDesk,
  DealerQuote,
  DealerView,
} from '#market/traders.port.js';
import { checkedAnnouncement, checkedQuote } from '../in-process/answer-checks.js';
import type { PluginConsole } from './plugin-console.js';
import type { Allowance } from './allowance.js';
import { defaultSandboxLimits, withTimeLimits, type SandboxLimits } from './limits.js';
import { MatchAllowances } from './match-allowances.js';
import type { SandboxPool } from './sandbox-pool.js';
import type { Submission } from './submission.js';
import { SubmissionSession } from './submission-session.js';

export interface SandboxDealerOptions {
  readonly pool: SandboxPool;
  readonly plugin: Submission;
  /** of the match; the dealer draws its own stream from it */
  readonly seed: string;
  readonly limits?: SandboxLimits;
  /** what the dealer may use in the match; default: the match's limits, for it alone */
  readonly allowance?: Allowance;
  /** hears what the policy writes to its console */
  readonly console?: PluginConsole;
}

/** A dealer policy in a sandbox process of its own. */
export function sandboxDealer(options: SandboxDealerOptions): DealerDesk {
  return new SandboxDealer(options);
}

const seat = 0;

class SandboxDealer implements DealerDesk {
  private readonly session: SubmissionSession;
  private readonly limits: SandboxLimits;

  constructor(private readonly options: SandboxDealerOptions) {
    const { pool, plugin, limits = defaultSandboxLimits, console } = options;
    const { allowance = new MatchAllowances(limits).join(1) } = options;
    this.limits = limits;
    this.session = new SubmissionSession(pool, plugin, limits, 1, allowance, console);
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
      checkedQuote(value, view.inventory, this.limits.orders),
    );
    return result!;
  }

  async announce(
    view: DealerView,
    clearing: { prices: Float64Array; settled: boolean; surplus: number },
  ): Promise<CallResult<Float64Array | null>> {
    if (!this.session.has(seat, 'announce')) return { outcome: 'ok', value: null };
    const [result] = await this.session.call([{ seat, verb: 'announce', view, clearing }], (value) =>
      checkedAnnouncement(value, view.prices.length),
    );
    return result!;
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

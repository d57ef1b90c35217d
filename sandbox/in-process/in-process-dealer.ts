import { defaultRules } from '#market/instance.js';
import type {
  CallResult,
  DealerBriefing,
  DealerDesk,
  DealerQuote,
  DealerView,
} from '#market/traders.port.js';
import { seededRng, type Rng } from '#market/rng.js';
import type { DealerPlugin, DealerPolicy } from '#plugins/sdk/index.js';
import { checkedAnnouncement, checkedQuote } from './answer-checks.js';
import { describeThrown, guardedCall } from './guarded-call.js';
import type { LoadedPlugin } from './load-plugin.js';
import { copyDealerBriefing } from './seat-copies.js';

export interface InProcessDealerOptions {
  readonly plugin: DealerPlugin | LoadedPlugin<DealerPlugin>;
  /** of the match; the dealer draws its own stream from it */
  readonly seed: string;
  readonly maxOrders?: number;
}

/** A dealer policy in this very process; see `inProcessTraders`. */
export function inProcessDealer(options: InProcessDealerOptions): DealerDesk {
  return new InProcessDealer(options);
}

class InProcessDealer implements DealerDesk {
  private readonly randomness: Rng;
  private readonly explain: (error: unknown) => string;
  private policy: DealerPolicy | null = null;

  constructor(private readonly options: InProcessDealerOptions) {
    this.randomness = seededRng(`${options.seed}/dealer`);
    this.explain = 'explain' in options.plugin ? options.plugin.explain : describeThrown;
  }

  async create(briefing: DealerBriefing): Promise<CallResult<null>> {
    const { plugin } = this.options;
    return guardedCall(this.randomness, this.explain, () => {
      const definition = 'fresh' in plugin ? plugin.fresh() : plugin;
      this.policy = checkedPolicy(definition.create(copyDealerBriefing(briefing)));
      return null;
    });
  }

  async quote(view: DealerView): Promise<CallResult<DealerQuote>> {
    return this.call((policy) =>
      checkedQuote(
        policy.quote(copyView(view)),
        view.inventory,
        this.options.maxOrders ?? defaultRules.maxOrders,
      ),
    );
  }

  async announce(
    view: DealerView,
    clearing: { prices: Float64Array; settled: boolean; surplus: number },
  ): Promise<CallResult<Float64Array | null>> {
    return this.call((policy) => {
      const announced = policy.announce?.(copyView(view), { ...clearing, prices: clearing.prices.slice() });
      return checkedAnnouncement(announced, view.prices.length);
    });
  }

  async close(): Promise<void> {
    this.policy = null;
  }

  private call<T>(work: (policy: DealerPolicy) => T): CallResult<T> {
    const { policy } = this;
    if (!policy) return { outcome: 'threw', reason: 'the policy could not be created for this match' };
    return guardedCall(this.randomness, this.explain, () => work(policy));
  }
}

function copyView(view: DealerView): DealerView {
  return {
    ...view,
    prices: view.prices.slice(),
    inventory: view.inventory.slice(),
    volume: view.volume.slice(),
  };
}

function checkedPolicy(policy: unknown): DealerPolicy {
  if (typeof (policy as DealerPolicy | null | undefined)?.quote !== 'function')
    throw new TypeError('create(briefing) must return an object with a function quote(view)');
  return policy as DealerPolicy;
}

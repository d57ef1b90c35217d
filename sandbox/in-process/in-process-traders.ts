import { SeatTools } from '#market/agent/agent-tools.js';
import { defaultSolveLimits, type SolveLimits } from '#market/agent/solve-budget.js';
import { defaultRules } from '#market/instance.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type {
  BidAnswer,
  CallResult,
  SeatBriefing,
  SeatTrade,
  SeatView,
  Traders,
} from '#market/traders.port.js';
import { seededRng, type Rng } from '#market/rng.js';
import type { AgentPlugin, AgentStrategy } from '#plugins/sdk/index.js';
import { checkedOrders } from './answer-checks.js';
import { describeThrown, guardedCall } from './guarded-call.js';
import type { LoadedPlugin } from './load-plugin.js';
import { copyBriefing, copyTrade, copyView } from './seat-copies.js';

/** What plays a seat: a plugin's definition, or a loaded file of which each seat gets a fresh copy. */
export type SeatPlugin = AgentPlugin | LoadedPlugin<AgentPlugin>;

export interface InProcessTradersOptions {
  readonly solver: LpSolver;
  /** one per briefing, in the same order */
  readonly plugins: readonly SeatPlugin[];
  /** of the match; each seat draws its own stream from it */
  readonly seed: string;
  readonly solveLimits?: SolveLimits;
  readonly maxOrders?: number;
}

/**
 * Strategies run in this very process: for development, tests and code one trusts. Same answers as
 * the sandbox, but nothing stops a plugin that never returns or means harm.
 */
export function inProcessTraders(options: InProcessTradersOptions): Traders {
  return new InProcessTraders(options);
}

/** One seat between `create` and `close`. */
interface Seat {
  readonly tools: SeatTools;
  readonly randomness: Rng;
  readonly resources: number;
  readonly explain: (error: unknown) => string;
  /** null: it could not be created */
  strategy: AgentStrategy | null;
}

class InProcessTraders implements Traders {
  private readonly seats = new Map<number, Seat>();

  constructor(private readonly options: InProcessTradersOptions) {}

  async create(briefings: readonly SeatBriefing[]): Promise<readonly CallResult<null>[]> {
    const { plugins } = this.options;
    if (briefings.length !== plugins.length)
      throw new RangeError(`${plugins.length} plugins for ${briefings.length} seats`);
    return briefings.map((briefing, index) => this.createSeat(briefing, plugins[index]!));
  }

  async bid(calls: readonly { seat: number; view: SeatView }[]): Promise<readonly CallResult<BidAnswer>[]> {
    return calls.map(({ seat, view }) =>
      this.call(seat, view, ({ tools, resources }, strategy) => {
        const { bestBundles, value, solve } = tools;
        const answer: unknown = strategy.bid(copyView(view), { bestBundles, value, solve });
        return tools.answer(
          checkedOrders(answer, resources, this.options.maxOrders ?? defaultRules.maxOrders),
        );
      }),
    );
  }

  async settled(
    calls: readonly { seat: number; trade: SeatTrade; view: SeatView }[],
  ): Promise<readonly CallResult<null>[]> {
    return calls.map(({ seat, trade, view }) =>
      this.call(seat, view, (_, strategy) => {
        strategy.settled?.(copyTrade(trade), copyView(view));
        return null;
      }),
    );
  }

  async close(): Promise<void> {
    for (const { tools } of this.seats.values()) tools.dispose();
    this.seats.clear();
  }

  private createSeat(briefing: SeatBriefing, plugin: SeatPlugin): CallResult<null> {
    const { solver, seed, solveLimits = defaultSolveLimits } = this.options;
    const seat: Seat = {
      tools: new SeatTools(solver, briefing, solveLimits),
      randomness: seededRng(`${seed}/seat/${briefing.seat}`),
      resources: briefing.resources.length,
      explain: 'explain' in plugin ? plugin.explain : describeThrown,
      strategy: null,
    };
    this.seats.set(briefing.seat, seat);
    return guardedCall(seat.randomness, seat.explain, () => {
      const definition = 'fresh' in plugin ? plugin.fresh() : plugin;
      seat.strategy = checkedStrategy(definition.create(copyBriefing(briefing)));
      return null;
    });
  }

  private call<T>(
    number: number,
    view: SeatView,
    work: (seat: Seat, strategy: AgentStrategy) => T,
  ): CallResult<T> {
    const seat = this.seats.get(number);
    if (!seat) throw new RangeError(`seat ${number} was never created`);
    const { strategy } = seat;
    if (!strategy) return { outcome: 'threw', reason: 'the plugin could not be created for this match' };
    seat.tools.begin(view);
    return guardedCall(seat.randomness, seat.explain, () => work(seat, strategy));
  }
}

function checkedStrategy(strategy: unknown): AgentStrategy {
  if (typeof (strategy as AgentStrategy | null | undefined)?.bid !== 'function')
    throw new TypeError('create(briefing) must return an object with a function bid(view, tools)');
  return strategy as AgentStrategy;
}

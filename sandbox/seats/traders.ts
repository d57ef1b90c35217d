import type {
  BidAnswer,
  CallResult,
  SeatBriefing,
  SeatTrade,
  SeatView,
  Traders,
} from '#market/traders.port.js';
import type { Allowance } from './allowance.js';
import type { PluginConsole } from './plugin-console.js';
import { withTimeLimits, type SandboxLimits } from '../calls/limits.js';
import { readBid } from '../calls/order-check.js';
import type { Playable, PluginPool } from '../calls/plugin-pool.port.js';
import { MatchAllowances } from './match-allowances.js';
import { partly } from './partly.js';
import { Session, type CreateCall } from './session.js';

export interface SandboxTradersOptions<P extends Playable> {
  readonly pool: PluginPool<P>;
  /** one per briefing, in the same order; the same plugin may sit on several seats */
  readonly plugins: readonly P[];
  /** of the match; each seat draws its own stream from it */
  readonly seed: string;
  /** default: the pool's */
  readonly limits?: SandboxLimits;
  /** what a plugin and its so many seats may use in the match; default: the match's limits, for these traders alone */
  readonly allowanceOf?: (plugin: P, seats: number) => Allowance;
  /** what hears the console of a plugin; default: nothing */
  readonly consoleOf?: (plugin: P) => PluginConsole | undefined;
}

/**
 * The strategies of plugins, each plugin opened once for all its seats, all of them at work at the same time. They
 * are opened at once and held until `close`.
 */
export function sandboxTraders<P extends Playable>(options: SandboxTradersOptions<P>): Traders {
  return new SandboxTraders(options);
}

interface Seat<P extends Playable> {
  readonly session: Session<P>;
  readonly briefing: SeatBriefing;
}

const DONE: CallResult<null> = { outcome: 'ok', value: null };

class SandboxTraders<P extends Playable> implements Traders {
  private readonly seats = new Map<number, Seat<P>>();
  private readonly sessions = new Map<string, Session<P>>();
  private readonly limits: SandboxLimits;

  constructor(private readonly options: SandboxTradersOptions<P>) {
    const { plugins, pool, limits = pool.limits, consoleOf } = options;
    const alone = new MatchAllowances(limits);
    const { allowanceOf = (_, seats) => alone.join(seats) } = options;
    this.limits = limits;
    for (const [sha256, seats] of Map.groupBy(plugins, ({ sha256 }) => sha256)) {
      const [plugin] = seats as [P];
      const allowance = allowanceOf(plugin, seats.length);
      this.sessions.set(
        sha256,
        new Session(pool, plugin, limits, seats.length, allowance, consoleOf?.(plugin)),
      );
    }
    for (const session of this.sessions.values()) session.prepare();
  }

  async create(briefings: readonly SeatBriefing[]): Promise<readonly CallResult<null>[]> {
    const { plugins, seed } = this.options;
    if (briefings.length !== plugins.length)
      throw new RangeError(`${plugins.length} plugins for ${briefings.length} seats`);
    briefings.forEach((briefing, index) =>
      this.seats.set(briefing.seat, { briefing, session: this.sessions.get(plugins[index]!.sha256)! }),
    );
    const calls = briefings.map((briefing): CreateCall => ({
      seat: briefing.seat,
      verb: 'create',
      seed: `${seed}/seat/${briefing.seat}`,
      briefing: withTimeLimits(briefing, this.limits),
    }));
    return this.byPlugin(calls, (session, own) => session.create(own));
  }

  async bid(calls: readonly { seat: number; view: SeatView }[]): Promise<readonly CallResult<BidAnswer>[]> {
    return this.byPlugin(calls, (session, own) =>
      session.call(
        own.map(({ seat, view }) => ({ seat, verb: 'bid', view: withoutPlans(view) })),
        (value, seat) => {
          const { resources, problem } = this.seat(seat).briefing;
          return readBid(value, {
            resources: resources.length,
            columns: problem.cost.length,
            ownRows: problem.own.matrix.rows,
            orders: this.limits.orders,
          });
        },
      ),
    );
  }

  async settled(
    calls: readonly { seat: number; trade: SeatTrade; view: SeatView }[],
  ): Promise<readonly CallResult<null>[]> {
    const tell = (session: Session<P>, own: typeof calls): Promise<readonly CallResult<null>[]> =>
      session.call(
        own.map(({ seat, trade, view }) => ({ seat, verb: 'settled', trade, view: withoutPlans(view) })),
        () => null,
      );
    return partly(
      calls,
      ({ seat }) => (this.seat(seat).session.has(seat, 'settled') ? null : DONE),
      (listeners) => this.byPlugin(listeners, tell),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => session.close()));
    this.sessions.clear();
    this.seats.clear();
  }

  /** Hands each plugin its own calls, all at once, and puts the results back in order. */
  private async byPlugin<Call extends { readonly seat: number }, T>(
    calls: readonly Call[],
    work: (session: Session<P>, own: readonly Call[]) => Promise<readonly CallResult<T>[]>,
  ): Promise<readonly CallResult<T>[]> {
    const results = new Map<Call, CallResult<T>>();
    const groups = Map.groupBy(calls, ({ seat }) => this.seat(seat).session);
    await Promise.all(
      [...groups].map(async ([session, own]) => {
        const answers = await work(session, own);
        own.forEach((call, index) => results.set(call, answers[index]!));
      }),
    );
    return calls.map((call) => results.get(call)!);
  }

  private seat(number: number): Seat<P> {
    const seat = this.seats.get(number);
    if (!seat) throw new RangeError(`seat ${number} was never created`);
    return seat;
  }
}

/** The plans behind the open orders belong to the platform and stay here. */
function withoutPlans(view: SeatView): SeatView {
  return { ...view, openOrders: view.openOrders.map(({ plan: _plan, ...order }) => order) };
}

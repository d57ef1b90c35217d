import type {
  BidAnswer,
  CallResult,
  SeatBriefing,
  SeatTrade,
  SeatView,
  Traders,
} from '#market/traders.port.js';
import { readBid } from '../calls/order-check.js';
import { readMemory } from '../calls/reply-checks.js';
import type { Playable } from '../calls/plugin-pool.port.js';
import { partly } from './partly.js';
import { PluginSeats, type PluginSeatsOptions } from './plugin-seats.js';
import type { PluginSession } from './session.js';

/**
 * The strategies of plugins, each plugin opened once for all its seats, all of them at work at the same time. They
 * are opened at once and held until `close`.
 */
export function sandboxTraders<P extends Playable>(options: PluginSeatsOptions<P>): Traders {
  return new SandboxTraders(options);
}

const AS_BEFORE: CallResult<string | null> = { outcome: 'ok', value: null };
const DONE: CallResult<null> = { outcome: 'ok', value: null };

class SandboxTraders<P extends Playable> implements Traders {
  private readonly seats: PluginSeats<P>;
  private readonly briefings = new Map<number, SeatBriefing>();

  constructor(options: PluginSeatsOptions<P>) {
    this.seats = new PluginSeats(options);
  }

  async create(briefings: readonly SeatBriefing[]): Promise<readonly CallResult<null>[]> {
    for (const briefing of briefings) this.briefings.set(briefing.seat, briefing);
    return this.seats.create(briefings);
  }

  async bid(calls: readonly { seat: number; view: SeatView }[]): Promise<readonly CallResult<BidAnswer>[]> {
    return this.seats.byPlugin(calls, (session, own) =>
      session.call(
        own.map(({ seat, view }) => ({ seat, verb: 'bid', view: withoutPlans(view) })),
        (value, seat) => {
          const { resources, problem } = this.briefings.get(seat)!;
          return readBid(value, {
            resources: resources.length,
            columns: problem.cost.length,
            ownRows: problem.own.matrix.rows,
            orders: this.seats.limits.orders,
          });
        },
      ),
    );
  }

  async settled(
    calls: readonly { seat: number; trade: SeatTrade; view: SeatView }[],
  ): Promise<readonly CallResult<null>[]> {
    const tell = (session: PluginSession<P>, own: typeof calls): Promise<readonly CallResult<null>[]> =>
      session.call(
        own.map(({ seat, trade, view }) => ({ seat, verb: 'settled', trade, view: withoutPlans(view) })),
        () => null,
      );
    return partly(
      calls,
      ({ seat }) => (this.seats.session(seat).has(seat, 'settled') ? null : DONE),
      (listeners) => this.seats.byPlugin(listeners, tell),
    );
  }

  async remember(seats: readonly number[]): Promise<readonly CallResult<string | null>[]> {
    const ask = (session: PluginSession<P>, own: readonly { seat: number }[]) =>
      session.call<string | null>(
        own.map(({ seat }) => ({ seat, verb: 'remember' })),
        readMemory,
      );
    return partly(
      seats.map((seat) => ({ seat })),
      ({ seat }) => (this.seats.session(seat).has(seat, 'remember') ? null : AS_BEFORE),
      (those) => this.seats.byPlugin(those, ask),
    );
  }

  async close(): Promise<void> {
    await this.seats.close();
  }
}

/** The plans behind the open orders belong to the platform and stay here. */
function withoutPlans(view: SeatView): SeatView {
  return { ...view, openOrders: view.openOrders.map(({ plan: _plan, ...order }) => order) };
}

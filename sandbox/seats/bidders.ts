import type {
  BidderBriefing,
  BidderOrder,
  Bidders,
  BidderView,
} from '#market/double-auction/bidders.port.js';
import type { CallResult } from '#market/traders.port.js';
import { readAuctionOrder } from '../calls/order-check.js';
import type { Playable } from '../calls/plugin-pool.port.js';
import { PluginSeats, type PluginSeatsOptions } from './plugin-seats.js';

/** The bidders of an auction by plugins, each opened once for all its seats. They are opened at once and held until `close`. */
export function sandboxBidders<P extends Playable>(options: PluginSeatsOptions<P>): Bidders {
  return new SandboxBidders(options);
}

class SandboxBidders<P extends Playable> implements Bidders {
  private readonly seats: PluginSeats<P>;

  constructor(options: PluginSeatsOptions<P>) {
    this.seats = new PluginSeats(options);
  }

  async create(briefings: readonly BidderBriefing[]): Promise<readonly CallResult<null>[]> {
    return this.seats.create(briefings);
  }

  async order(
    calls: readonly { seat: number; view: BidderView }[],
  ): Promise<readonly CallResult<BidderOrder | null>[]> {
    const views = new Map(calls.map(({ seat, view }) => [seat, view]));
    return this.seats.byPlugin(calls, (session, own) =>
      session.call(
        own.map(({ seat, view }) => ({ seat, verb: 'order', view })),
        (value, seat) => readAuctionOrder(value, views.get(seat)!),
      ),
    );
  }

  async close(): Promise<void> {
    await this.seats.close();
  }
}

import type { Bidders } from '#market/double-auction/bidders.port.js';
import type { CallResult, DealerDesk, Traders } from '#market/traders.port.js';
import type { LineUp } from './line-up.js';

/**
 * Notices when a sandbox process got lost in a match. Whether the plugin or this machine is to blame
 * cannot be seen from one loss; what is the plugin's doing happens again in a replay.
 */
export class LossWatch {
  lost = false;

  /** The same line-up, watched. */
  over(lineUp: LineUp): LineUp {
    return {
      ...lineUp,
      seat: (seating) => {
        const { traders, dealer } = lineUp.seat(seating);
        return { traders: this.traders(traders), dealer: this.dealer(dealer) };
      },
      bidders: (seating) => this.bidders(lineUp.bidders(seating)),
    };
  }

  private bidders(bidders: Bidders): Bidders {
    return {
      create: async (briefings) => this.all(await bidders.create(briefings)),
      order: async (calls) => this.all(await bidders.order(calls)),
      close: () => bidders.close(),
    };
  }

  private traders(traders: Traders): Traders {
    return {
      create: async (briefings) => this.all(await traders.create(briefings)),
      bid: async (calls) => this.all(await traders.bid(calls)),
      settled: async (calls) => this.all(await traders.settled(calls)),
      remember: async (seats) => this.all((await traders.remember?.(seats)) ?? []),
      close: () => traders.close(),
    };
  }

  private dealer(desk: DealerDesk): DealerDesk {
    return {
      create: async (briefing) => this.one(await desk.create(briefing)),
      quote: async (view) => this.one(await desk.quote(view)),
      announce: async (view, clearing) => this.one(await desk.announce(view, clearing)),
      remember: async () => this.one((await desk.remember?.()) ?? { outcome: 'ok', value: null }),
      close: () => desk.close(),
    };
  }

  private all<T>(results: readonly CallResult<T>[]): readonly CallResult<T>[] {
    for (const result of results) this.one(result);
    return results;
  }

  private one<T>(result: CallResult<T>): CallResult<T> {
    this.lost ||= result.outcome === 'process-lost';
    return result;
  }
}

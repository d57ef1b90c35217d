import type { Auction, AuctionPeriod } from '#leagues/scenario-files/auction/auction.js';
import { clearPeriod, type PeriodResult } from '#market/double-auction/clear-period.js';
import { withRest } from '#market/double-auction/metered-rest.js';
import { OrderBook, type OrderRefusal } from '#market/double-auction/order-book.js';
import { ruleIn, type PeriodRule } from '#market/double-auction/pricing.js';

export interface RefusedOrder {
  readonly id: string;
  readonly side: 'ask' | 'bid';
  readonly reason: OrderRefusal;
}

/** A period as it was played. */
export interface PlayedPeriod {
  readonly result: PeriodResult;
  readonly refused: readonly RefusedOrder[];
  /** orders that a later one of the same participant took the place of */
  readonly replaced: number;
}

/** Plays the periods of an auction in memory, each by itself. */
export function playAuction({ periods, rule }: Auction): readonly PlayedPeriod[] {
  return periods.map((period, index) => playPeriod(period, ruleIn(rule, index)));
}

function playPeriod(period: AuctionPeriod, pricing: PeriodRule): PlayedPeriod {
  const { orders, funds, grid, rest = [] } = period;
  const book = new OrderBook(grid, funds);
  const refused = orders.flatMap((placed): RefusedOrder[] => {
    const reason = book.place(placed);
    return reason === null ? [] : [{ id: placed.order.id, side: placed.side, reason }];
  });
  const result = clearPeriod(book.asks, book.bids, { grid, pricing });
  return { result: withRest(result, rest, grid), refused, replaced: book.replaced };
}

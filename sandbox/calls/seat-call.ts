import type { BidderBriefing, BidderView } from '#market/double-auction/bidders.port.js';
import type { DealerBriefing, DealerView, SeatBriefing, SeatTrade, SeatView } from '#market/traders.port.js';

/** One call of one seat. A plugin plays any number of seats; a dealer is seat 0. */
export type SeatCall = { readonly seat: number } & (
  | { readonly verb: 'load' }
  | {
      readonly verb: 'create';
      readonly seed: string;
      readonly briefing: SeatBriefing | DealerBriefing | BidderBriefing;
    }
  | { readonly verb: 'bid'; readonly view: SeatView }
  | { readonly verb: 'settled'; readonly trade: SeatTrade; readonly view: SeatView }
  | { readonly verb: 'quote'; readonly view: DealerView }
  | { readonly verb: 'remember' }
  | { readonly verb: 'order'; readonly view: BidderView }
  | {
      readonly verb: 'announce';
      readonly view: DealerView;
      readonly clearing: {
        readonly prices: Float64Array;
        readonly settled: boolean;
        readonly surplus: number;
      };
    }
);

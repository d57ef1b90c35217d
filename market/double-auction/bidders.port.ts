import type { AgentProblem, HouseholdAssets } from '../instance.js';
import type { CallResult } from '../traders.port.js';
import type { EnergyType, PerType } from './orders.js';

/** What a bidder is told once; Wh and ct per kWh. Shapes as in the SDK's `BidderBriefing`. */
export interface BidderBriefing {
  readonly mechanism: 'double-auction';
  readonly seat: number;
  readonly bidders: number;
  readonly type: EnergyType;
  readonly meter: readonly number[];
  readonly grid: { readonly sells: readonly number[]; readonly buys: readonly number[] };
  readonly reservation: { readonly ask: number; readonly bids: PerType<number> };
  /** of a home that has something to plan: what it can do, with local energy (kWh) of each period as resources */
  readonly home?: {
    readonly problem: AgentProblem;
    readonly columns?: readonly string[];
    readonly assets?: HouseholdAssets;
  };
}

export interface BidderView {
  readonly period: number;
  readonly side: 'ask' | 'bid';
  readonly amount: number;
  readonly closed: readonly ClosedPeriod[];
  readonly home?: HomeView;
}

/** What a home that plans has so far, and may order. */
export interface HomeView {
  /** kWh per period: what it generates, with what it has bought and without what it has sold */
  readonly holding: Float64Array;
  /** Wh that it may sell, or buy, in this period at most */
  readonly most: number;
}

/** What everybody learns of a period when it is over, and what a seat learns of its own order. */
export interface ClosedPeriod extends PublicPeriod {
  readonly own: { readonly amount: number; readonly traded: number; readonly payment: number } | null;
}

export interface PublicPeriod {
  readonly period: number;
  readonly first: EnergyType;
  readonly prices: PerType<number | null>;
  readonly asks: readonly {
    readonly type: EnergyType;
    readonly amount: number;
    readonly price: number;
    readonly traded: number;
  }[];
  readonly bids: readonly {
    readonly amount: number;
    readonly prices: PerType<number>;
    readonly traded: PerType<number>;
  }[];
}

/** ct per kWh; without an amount all of it */
export type BidderOrder =
  | { readonly side: 'ask'; readonly price: number; readonly amount?: number }
  | { readonly side: 'bid'; readonly prices: PerType<number>; readonly amount?: number };

/** The strategies behind all seats of an auction, wherever they run. Calls of one period come together. */
export interface Bidders {
  create(briefings: readonly BidderBriefing[]): Promise<readonly CallResult<null>[]>;
  order(
    calls: readonly { seat: number; view: BidderView }[],
  ): Promise<readonly CallResult<BidderOrder | null>[]>;
  close(): Promise<void>;
}

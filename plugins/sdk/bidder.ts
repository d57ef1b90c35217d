import type { HouseholdAssets } from './assets.js';
import type { TimeLimits } from './limits.js';
import type { AgentProblem, LinearProblem, LpOutcome, Vector } from './problem.js';

/** Where the energy of a double auction comes from. */
export type EnergyType = 'pv' | 'chp';

/** Something for each type of energy. */
export interface PerType<T> {
  readonly pv: T;
  readonly chp: T;
}

/** What a bidder is told once, before the first period. Energy in Wh, prices in ct per kWh. */
export interface BidderBriefing {
  readonly mechanism: 'double-auction';
  readonly seat: number;
  /** number of seats in the auction */
  readonly bidders: number;
  /** of what this seat generates */
  readonly type: EnergyType;
  /** forecast of its own meter per period: > 0 is left over, < 0 is needed; exact, as it is metered */
  readonly meter: readonly number[];
  /** per period, what the grid sells at and buys at: what is not traded goes there */
  readonly grid: { readonly sells: readonly number[]; readonly buys: readonly number[] };
  /** what a trade is worth to the seat: the least it takes for its energy, and the most it pays for others' */
  readonly reservation: { readonly ask: number; readonly bids: PerType<number> };
  /**
   * of a home with batteries, cars or appliances: what it can do. Resource t is local energy in period t, kWh (kWh and EUR, unlike the
   * auction's Wh and ct). Then `meter` is zero until it is asked, and the reservation prices are those of the grid
   */
  readonly home?: {
    readonly problem: AgentProblem;
    /** what each column of it decides (`columnsNamed`) */
    readonly columns?: readonly string[];
    readonly assets?: HouseholdAssets;
  };
  readonly limits: TimeLimits;
}

/** What a bidder is asked in a period: to sell what its meter leaves over, or to buy what it needs. */
export interface BidderView {
  /** 0, 1, ... as in the briefing */
  readonly period: number;
  readonly side: 'ask' | 'bid';
  /** Wh, above 0 */
  readonly amount: number;
  /** those closed since the bidder was last asked, oldest first */
  readonly closed: readonly ClosedPeriod[];
  /**
   * of a home that plans: `side` and `amount` (which may be 0) are what its best plan would let the meter count as it is; it may order on
   * either side, up to `most` Wh. `holding`: kWh per period, what it generates with what it has bought and without what it has sold
   */
  readonly home?: { readonly holding: Vector; readonly most: number };
}

/** What a bidder may use while it is asked. */
export interface BidderTools {
  /** Solves a linear program of your own (`ProgramBuilder`), within the budget of a call. */
  solve(problem: LinearProblem): LpOutcome;
}

/** A period that is over, as everybody sees it. */
export interface ClosedPeriod {
  readonly period: number;
  /** the type that was auctioned first */
  readonly first: EnergyType;
  /** of all trades of a type; null: there was none, or they had no common price */
  readonly prices: PerType<number | null>;
  readonly asks: readonly ClosedAsk[];
  readonly bids: readonly ClosedBid[];
  /** what the seat itself traded; null: it had no order */
  readonly own: OwnResult | null;
}

export interface ClosedAsk {
  readonly type: EnergyType;
  readonly amount: number;
  readonly price: number;
  /** Wh */
  readonly traded: number;
}

export interface ClosedBid {
  readonly amount: number;
  readonly prices: PerType<number>;
  readonly traded: PerType<number>;
}

export interface OwnResult {
  /** Wh of the order, and what of it was traded with others */
  readonly amount: number;
  readonly traded: number;
  /** EUR paid for it (< 0: received) */
  readonly payment: number;
}

/** Answer where `side` is `ask`. */
export interface AskOrder {
  /** ct per kWh, from 0; counted in 1/100 ct, rounded up */
  readonly price: number;
  /** whole Wh; default: all of it */
  readonly amount?: number;
}

/** Answer where `side` is `bid`. */
export interface BidOrder {
  /** ct per kWh, from 0; counted in 1/100 ct, rounded down */
  readonly prices: PerType<number>;
  /** whole Wh of both types together; default: all of it */
  readonly amount?: number;
}

/** How a bidder behaves in one auction. What it throws costs it the period: its energy goes to the grid, or comes from there. */
export interface BidderStrategy {
  /** Called once in each period in which the meter does not stand still; of homes that plan in every one. null: no order. */
  order(view: BidderView, tools: BidderTools): AskOrder | BidOrder | null;
}

/** A bidder by name. `create` is called once per seat and auction. */
export interface BidderPlugin {
  readonly kind: 'bidder';
  readonly name: string;
  readonly description?: string;
  create(briefing: BidderBriefing): BidderStrategy;
}

/** What a bidder plugin's file exports by default. */
export function defineBidder(definition: Omit<BidderPlugin, 'kind'>): BidderPlugin {
  return { kind: 'bidder', ...definition };
}

import type { AgentProblem, ClosingRule, HouseholdAssets, Resource } from './instance.js';
import type { OrderLimits } from './order/order-limits.js';

/** As the SDK's `Communication`. */
export type SeatCommunication =
  | { readonly kind: 'synchronous' }
  | {
      readonly kind: 'asynchronous';
      readonly wakes: number;
      readonly by: 'round' | 'minute';
      readonly information: 'symmetric' | 'asymmetric';
    };

/** What a seat is told where days follow one another; shapes as in the SDK's `DayBriefing`. */
export interface DayBriefing {
  readonly day: number;
  readonly days: number;
  readonly period: number;
  readonly traded: number;
  readonly contracts: Float64Array;
  readonly forecast: string;
  readonly expected: { readonly load: Float64Array; readonly generation: Float64Array };
  readonly past: readonly PastDay[];
  readonly memory: string;
}

/** As the SDK's `DealerDay`. */
export interface DealerDay {
  readonly day: number;
  readonly days: number;
  readonly period: number;
  readonly memory: string;
}

export interface PastDay {
  readonly day: number;
  readonly expected: { readonly load: Float64Array; readonly generation: Float64Array };
  readonly real: { readonly load: Float64Array; readonly generation: Float64Array };
  readonly prices: Float64Array;
  readonly traded: Float64Array;
  readonly imbalance: Float64Array;
  readonly imbalancePayment: number;
}

/** What a seat is told once, before the first round. Shapes as in the SDK's `AgentBriefing`. */
export interface SeatBriefing {
  readonly mechanism: 'bundle-trading' | 'clock-exchange';
  readonly seat: number;
  readonly agents: number;
  readonly resources: readonly Resource[];
  readonly roundCap: number;
  readonly closing: ClosingRule;
  readonly communication: SeatCommunication;
  readonly problem: AgentProblem;
  readonly columns?: readonly string[];
  readonly assets?: HouseholdAssets;
  readonly endowment: Float64Array;
  readonly cash: number;
  readonly fees: Float64Array;
  readonly grid?: { readonly retail: Float64Array; readonly feedIn: Float64Array };
  readonly day?: DayBriefing;
  readonly limits: OrderLimits;
}

export interface SeatOrder {
  /** m; per unit if unlimited */
  readonly bundle: Float64Array;
  readonly limit: number;
  readonly kind: 'limited' | 'unlimited';
  /** unlimited only */
  readonly cap?: number;
  /** what its owner calls it, a whole number from 1: a new order of the same key takes the place of an open one */
  readonly key?: number;
  /**
   * A witness that the bundle can be honoured: x (n) of a limited order with shared x <= c_j + bundle,
   * a direction (n) of an unlimited one. Saves the market a solve; it is checked, never believed.
   */
  readonly plan?: Float64Array;
}

export interface SeatView {
  readonly round: number;
  readonly prices: Float64Array;
  readonly previousPrices: Float64Array;
  readonly pricesSince: number;
  readonly allocation: Float64Array;
  readonly cash: number;
  readonly cost: number;
  readonly openOrders: readonly SeatOrder[];
  readonly call: boolean;
  /** what the whole market traded in the round before (m, summed over buyers), and how many seats did */
  readonly lastVolume: Float64Array;
  readonly lastTrades: number;
}

/** How far an order of a seat filled in a round, and what that cost at the round's prices. */
export interface SeatFill extends Omit<SeatOrder, 'plan'> {
  /** part of a limited order (0 .. 1), or multiples of an unlimited one (0 .. cap) */
  readonly fill: number;
  /** money, prices times `fill` times the bundle (< 0: received) */
  readonly payment: number;
}

export interface SeatTrade {
  readonly round: number;
  readonly delivered: Float64Array;
  readonly payment: number;
  readonly prices: Float64Array;
  /** the orders that filled, in the order of the book */
  readonly fills: readonly SeatFill[];
}

/**
 * Ways in which a plugin's call can end badly. Its turn is then empty; `out-of-time`: so are all that follow. `disconnected`: of programs
 * that play from elsewhere.
 */
export type FailureKind =
  | 'threw'
  | 'timed-out'
  | 'out-of-memory'
  | 'invalid-output'
  | 'over-budget'
  | 'process-lost'
  | 'disconnected'
  | 'out-of-time';

export type CallResult<T> =
  { readonly outcome: 'ok'; readonly value: T } | { readonly outcome: FailureKind; readonly reason: string };

/**
 * Proof of a seat's best utility at the announced prices: an optimal plan of its bundle
 * determination problem and the duals of its own rows. Checked by the referee without a solve.
 */
export interface BestResponse {
  readonly plan: Float64Array;
  readonly ownDuals: Float64Array;
}

export interface BidAnswer {
  readonly orders: readonly SeatOrder[];
  readonly best?: BestResponse;
  /** open orders that are taken out of the book first, if the turn is valid: all, or those of these keys */
  readonly cancel?: 'all' | readonly number[];
}

/** The strategies behind all agent seats of a match, wherever they run. Calls of one round come together. */
export interface Traders {
  create(briefings: readonly SeatBriefing[]): Promise<readonly CallResult<null>[]>;
  bid(calls: readonly { seat: number; view: SeatView }[]): Promise<readonly CallResult<BidAnswer>[]>;
  settled(
    calls: readonly { seat: number; trade: SeatTrade; view: SeatView }[],
  ): Promise<readonly CallResult<null>[]>;
  /** What strategies leave to those of the next day; null: as before. Absent: nothing. */
  remember?(seats: readonly number[]): Promise<readonly CallResult<string | null>[]>;
  close(): Promise<void>;
}

export interface DealerBriefing {
  readonly agents: number;
  readonly resources: readonly Resource[];
  readonly roundCap: number;
  readonly closing: ClosingRule;
  readonly inventory: Float64Array;
  readonly cash: number;
  readonly total: Float64Array;
  readonly initialPrices: Float64Array;
  readonly grid?: { readonly retail: Float64Array; readonly feedIn: Float64Array };
  readonly day?: DealerDay;
}

export interface DealerView {
  readonly round: number;
  readonly prices: Float64Array;
  readonly inventory: Float64Array;
  readonly cash: number;
  readonly openOrders: number;
  readonly newOrders: number;
  readonly volume: Float64Array;
}

export interface DealerQuote {
  readonly offer: Float64Array;
  readonly orders: readonly SeatOrder[];
}

/** The dealer policy of a match. */
export interface DealerDesk {
  create(briefing: DealerBriefing): Promise<CallResult<null>>;
  quote(view: DealerView): Promise<CallResult<DealerQuote>>;
  /** null: announce the clearing prices */
  announce(
    view: DealerView,
    clearing: { prices: Float64Array; settled: boolean; surplus: number },
  ): Promise<CallResult<Float64Array | null>>;
  /** likewise */
  remember?(): Promise<CallResult<string | null>>;
  close(): Promise<void>;
}

import type { HouseholdAssets } from './assets.js';
import type { ClosingRule } from './closing.js';
import type { OrderLimits, TimeLimits } from './limits.js';
import type { AgentProblem, LinearProblem, LpOutcome, Resource, Vector } from './problem.js';

/**
 * An offer to trade. Limited orders of one agent fill to at most 1 in total (a mixture of them is
 * possible); each unlimited order fills to at most its cap. An order stays open until the agent trades.
 */
export interface Order {
  /** m; full quantity of a limited order, one unit of an unlimited one */
  readonly bundle: Vector | readonly number[];
  /** most the agent pays for the bundle (< 0: least it accepts); per unit if unlimited */
  readonly limit: number;
  readonly kind?: 'limited' | 'unlimited';
  /** largest multiple of an unlimited order; required for `unlimited` */
  readonly cap?: number;
  /** what you call it, a whole number from 1: a new order of the same key takes the place of your open one */
  readonly key?: number;
}

/** An answer of `bid` that also takes open orders out of the book, if the turn is valid. */
export interface Bid {
  readonly orders?: readonly Order[];
  /** all of them, or those of these keys */
  readonly cancel?: 'all' | readonly number[];
}

/** Whether all agents are asked in every round, or each when it wakes; in a market call everybody is. */
export type Communication =
  | { readonly kind: 'synchronous' }
  | {
      readonly kind: 'asynchronous';
      /** this agent's probability to take part in a round, or its mean wake-ups a minute */
      readonly wakes: number;
      readonly by: 'round' | 'minute';
      /** `asymmetric`: it knows the prices of the last round in which it took part, and those of a call */
      readonly information: 'symmetric' | 'asymmetric';
    };

/**
 * What an agent is told where days follow one another, each with a market of its own, or several: strategies are created anew for each,
 * and know of those before what is in here.
 */
export interface DayBriefing {
  /** 1, 2, ... */
  readonly day: number;
  /** so many in all */
  readonly days: number;
  /** of the day, that the market opens with: 0, and where the rest of a day is traded anew, a later one */
  readonly period: number;
  /** periods of the day that are left, which are traded; `problem` may look beyond them */
  readonly traded: number;
  /** per traded period, bought (> 0) or sold earlier in the day, kWh: part of `endowment` beside your generation */
  readonly contracts: Vector;
  readonly forecast: 'perfect' | 'persistence' | 'noisy' | 'series';
  /** of the periods that `problem` is about, kWh: `problem` is made of it */
  readonly expected: { readonly load: Vector; readonly generation: Vector };
  /** the days before, the last fourteen at most, oldest first */
  readonly past: readonly PastDay[];
  /** what `remember` gave in the market before; empty in the first */
  readonly memory: string;
}

/** What came of a day, per period of it; energy in kWh. */
export interface PastDay {
  readonly day: number;
  readonly expected: { readonly load: Vector; readonly generation: Vector };
  readonly real: { readonly load: Vector; readonly generation: Vector };
  /** final prices of local energy; 0 where none was traded */
  readonly prices: Vector;
  /** bought (> 0) or sold by the agent */
  readonly traded: Vector;
  /** metered less scheduled */
  readonly imbalance: Vector;
  /** what that cost it (< 0: earned) */
  readonly imbalancePayment: number;
}

/** What an agent is told once, before the first round. */
export interface AgentBriefing {
  /**
   * How prices come about. In bundle trading orders wait in a book that is cleared; the clock exchange takes of each round's orders the one that leaves
   * most at the announced prices, and trades the last ones
   */
  readonly mechanism: 'bundle-trading' | 'clock-exchange';
  readonly seat: number;
  /** number of seats in the market */
  readonly agents: number;
  readonly resources: readonly Resource[];
  /** the most rounds there can be */
  readonly roundCap: number;
  readonly closing: ClosingRule;
  readonly communication: Communication;
  readonly problem: AgentProblem;
  /** in communities: what each column of `problem` decides in which period, such as `import[17]` or `battery.charge[3]` */
  readonly columns?: readonly string[];
  /** of your household, where the market is of households */
  readonly assets?: HouseholdAssets;
  /** m */
  readonly endowment: Vector;
  readonly cash: number;
  /** money per unit bought locally, per resource (all zero where the scenario has none); already part of `problem` */
  readonly fees: Vector;
  /** the tariffs of the grid connection per resource, where there is one */
  readonly grid?: { readonly retail: Vector; readonly feedIn: Vector };
  /** where days follow one another, or forecasts may be wrong */
  readonly day?: DayBriefing;
  readonly limits: OrderLimits & TimeLimits;
}

/** One of the agent's own orders that is still in the book. */
export interface OpenOrder {
  readonly bundle: Vector;
  readonly limit: number;
  readonly kind: 'limited' | 'unlimited';
  readonly cap?: number;
  /** that it was sent with; it keeps it when it is restated after a trade */
  readonly key?: number;
}

/** What an agent is told each round. It is a copy: writing to it changes nothing. */
export interface AgentView {
  /** 1, 2, ... */
  readonly round: number;
  /** m, announced prices */
  readonly prices: Vector;
  /** m, prices announced the round before (with asymmetric information: those known before) */
  readonly previousPrices: Vector;
  /** the round in which `prices` came about; 0: opening prices. Before `round` - 1 only with asymmetric information */
  readonly pricesSince: number;
  /** m, what the agent holds now */
  readonly allocation: Vector;
  /** free money: not locked by open orders, nor needed for what its trades may cost at most (settlement at the final prices) */
  readonly cash: number;
  /** z_j at the current allocation */
  readonly cost: number;
  readonly openOrders: readonly OpenOrder[];
  /** a market call: everybody is asked at the current prices; the market may close after it */
  readonly call: boolean;
  /** m, what the whole market traded in the round in which `prices` came about, summed over buyers; in `settled` of this round */
  readonly lastVolume: Vector;
  /** seats that traded in it */
  readonly lastTrades: number;
}

/** What the agent traded in a round. */
export interface Trade {
  readonly round: number;
  /** m, what was delivered (> 0) or given (< 0) */
  readonly delivered: Vector;
  /** money paid (< 0: received); provisional where the match is settled at its final prices */
  readonly payment: number;
  /** clearing prices of the trade */
  readonly prices: Vector;
  /** which of your orders filled, how far, and what for */
  readonly fills: readonly Fill[];
}

/** An order that filled in a round: with `reward` what a learner needs. */
export interface Fill extends OpenOrder {
  /** part of a limited order (0 to 1), or multiples of an unlimited one (0 to its cap) */
  readonly fill: number;
  /** money paid for it at the clearing prices (< 0: received) */
  readonly payment: number;
}

/** A bundle worth bidding on; with `limit: option.value` added it is a truthful order. */
export interface BundleOption {
  /** m; full quantity, or one unit of an unlimited bundle */
  readonly bundle: Vector;
  /** what the bundle is worth to the agent (per unit if unlimited): the truthful limit */
  readonly value: number;
  readonly kind: 'limited' | 'unlimited';
  /** largest sensible multiple of an unlimited bundle */
  readonly cap?: number;
}

/** Computations on the agent's own problem. Solves and simplex iterations are counted and limited per call. */
export interface AgentTools {
  /**
   * Bundle determination: the bundles that serve this agent best at `prices` (any vector, m; below zero only where `problem.exact` says).
   * The first is the best; `count` > 1 adds bundles that are best at prices around it, without repeats. Without a count there is
   * one, but in markets of more than three resources for each agent, if its rows link several periods: there up to three follow
   * that trade no more than a third, a ninth and a twenty-seventh of its largest quantity, and serve the agent best among those. Then,
   * in these markets and in energy markets whose trade bears no fee, two that trade no more of each resource than all, and three tenths, of the most that all
   * agents together traded of it in a round so far; up to 24 parts of the best one, each all that it trades of one resource with as little else as can be; and
   * up to 24 that are best among those which trade one resource alone (none of these where gas is paid for).
   * Empty when nothing improves on the current allocation at these prices.
   */
  bestBundles(prices: Vector | readonly number[], options?: { readonly count?: number }): BundleOption[];
  /** z_j(c_j) - z_j(c_j + bundle): what a bundle is worth now; -Infinity if it cannot be honoured. */
  value(bundle: Vector | readonly number[]): number;
  solve(problem: LinearProblem): LpOutcome;
}

/** How an agent behaves in one match. What it throws costs it the turn, no more. */
export interface AgentStrategy {
  /** Called once a round; the orders it returns join the agent's open ones, but for those that it cancels or replaces. */
  bid(view: AgentView, tools: AgentTools): Order[] | Bid;
  /**
   * Called after a round in which the agent traded, with `view` as it stands since, and tools that reckon from there. They have a budget of
   * their own, and what is asked of them changes nothing that `bid` is answered.
   */
  settled?(trade: Trade, view: AgentView, tools: AgentTools): void;
  /**
   * Called when a market is over that another follows, on the next day or for the rest of this one: a text of at most 16,384
   * characters that the strategy there finds in `briefing.day.memory`. Where it fails, what was remembered before stays.
   */
  remember?(): string;
}

/** A strategy by name. `create` is called once per seat and match, and where days follow one another every day. */
export interface AgentPlugin {
  readonly kind: 'agent';
  readonly name: string;
  readonly description?: string;
  create(briefing: AgentBriefing): AgentStrategy;
}

/** What an agent plugin's file exports by default. */
export function defineAgent(definition: Omit<AgentPlugin, 'kind'>): AgentPlugin {
  return { kind: 'agent', ...definition };
}

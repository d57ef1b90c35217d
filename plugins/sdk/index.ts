/**
 * The GridLeague SDK: everything a plugin author sees. A plugin is one file that imports
 * nothing but this and whose default export is `defineAgent({...})` or `defineDealer({...})`.
 *
 * Signs: a bundle is a vector over the resources; > 0 is bought, < 0 is sold. Units: quantities
 * in the resource's unit (kWh in energy scenarios), prices in money per unit, money in EUR.
 */
export type Vector = Float64Array;

export interface Resource {
  readonly id: string;
  readonly unit: string;
  /** index of the delivery period, where the resource has one */
  readonly period?: number;
}

/** Compressed sparse columns: column j has entries starts[j] .. starts[j+1] of `rowOf`, `values`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly rowOf: Int32Array;
  readonly values: Float64Array;
}

/** The agent's own linear program: min cost'x, own.lower <= own.matrix x <= own.upper, shared x <= allocation. */
export interface AgentProblem {
  readonly cost: Vector;
  readonly own: { readonly matrix: SparseMatrix; readonly lower: Vector; readonly upper: Vector };
  readonly shared: SparseMatrix;
  readonly columnLower: Vector;
  readonly columnUpper: Vector;
}

export interface Order {
  /** m; full quantity of a limited order, one unit of an unlimited one */
  readonly bundle: Vector | readonly number[];
  /** most the agent pays for the bundle (< 0: least it accepts); per unit if unlimited */
  readonly limit: number;
  readonly kind?: 'limited' | 'unlimited';
  /** largest multiple of an unlimited order; required for `unlimited` */
  readonly cap?: number;
}

export interface AgentBriefing {
  readonly seat: number;
  /** number of seats in the market */
  readonly agents: number;
  readonly resources: readonly Resource[];
  readonly roundCap: number;
  readonly problem: AgentProblem;
  /** m */
  readonly endowment: Vector;
  readonly cash: number;
  /** money per unit bought locally, per resource (all zero where the scenario has none); already part of `problem` */
  readonly fees: Vector;
  /** the tariffs of the grid connection per resource, where there is one */
  readonly grid?: { readonly retail: Vector; readonly feedIn: Vector };
}

export interface OpenOrder {
  readonly bundle: Vector;
  readonly limit: number;
  readonly kind: 'limited' | 'unlimited';
  readonly cap?: number;
}

export interface AgentView {
  /** 1, 2, ... */
  readonly round: number;
  /** m, announced prices */
  readonly prices: Vector;
  /** m, prices announced the round before */
  readonly previousPrices: Vector;
  /** m, what the agent holds now */
  readonly allocation: Vector;
  /** free money: not locked by open orders */
  readonly cash: number;
  /** z_j at the current allocation */
  readonly cost: number;
  readonly openOrders: readonly OpenOrder[];
  /** a market call: everybody is asked at the current prices; the market may close after it */
  readonly call: boolean;
}

export interface Trade {
  readonly round: number;
  /** m, what was delivered (> 0) or given (< 0) */
  readonly delivered: Vector;
  /** money paid (< 0: received) */
  readonly payment: number;
  /** clearing prices of the trade */
  readonly prices: Vector;
}

export interface BundleOption {
  /** m; full quantity, or one unit of an unlimited bundle */
  readonly bundle: Vector;
  /** what the bundle is worth to the agent (per unit if unlimited): the truthful limit */
  readonly value: number;
  readonly kind: 'limited' | 'unlimited';
  /** largest sensible multiple of an unlimited bundle */
  readonly cap?: number;
}

/** min cost'x, rowLower <= A x <= rowUpper, columnLower <= x <= columnUpper. */
export interface LinearProblem {
  readonly cost: Vector;
  readonly columnLower: Vector;
  readonly columnUpper: Vector;
  readonly matrix: SparseMatrix;
  readonly rowLower: Vector;
  readonly rowUpper: Vector;
}

export type LpOutcome =
  | { readonly status: 'optimal'; readonly objective: number; readonly x: Vector; readonly rowDuals: Vector }
  | { readonly status: 'infeasible' | 'unbounded' | 'iteration-limit' | 'failed' };

export interface AgentTools {
  /**
   * Bundle determination: the bundles that serve this agent best at `prices` (any vector >= 0, m).
   * The first is the best; `count` > 1 adds bundles that are best at prices around it, without repeats.
   * Empty when nothing improves on the current allocation at these prices.
   */
  bestBundles(prices: Vector | readonly number[], options?: { readonly count?: number }): BundleOption[];
  /** z_j(c_j) - z_j(c_j + bundle): what a bundle is worth now; -Infinity if it cannot be honoured. */
  value(bundle: Vector | readonly number[]): number;
  solve(problem: LinearProblem): LpOutcome;
}

export interface AgentStrategy {
  /** Called once a round; what it returns joins the agent's open orders. */
  bid(view: AgentView, tools: AgentTools): Order[];
  /** Called after a round in which the agent traded. */
  settled?(trade: Trade, view: AgentView): void;
}

export interface AgentPlugin {
  readonly kind: 'agent';
  readonly name: string;
  readonly description?: string;
  create(briefing: AgentBriefing): AgentStrategy;
}

export interface DealerBriefing {
  readonly agents: number;
  readonly resources: readonly Resource[];
  readonly roundCap: number;
  /** m, what the dealer starts with */
  readonly inventory: Vector;
  readonly cash: number;
  /** m, all there is in the market */
  readonly total: Vector;
  readonly initialPrices: Vector;
  readonly grid?: { readonly retail: Vector; readonly feedIn: Vector };
}

export interface DealerView {
  readonly round: number;
  /** m, last clearing prices */
  readonly prices: Vector;
  readonly inventory: Vector;
  readonly cash: number;
  /** orders in the book, and how many of them came in this round */
  readonly openOrders: number;
  readonly newOrders: number;
  /** traded so far in the match, m, summed over buyers */
  readonly volume: Vector;
}

export interface DealerClearing {
  readonly prices: Vector;
  readonly settled: boolean;
  readonly surplus: number;
}

export interface DealerQuote {
  /** m, 0 <= offer <= inventory: what the dealer puts up for any price >= 0 */
  readonly offer: Vector;
  /** the dealer's own orders, each a group of its own */
  readonly orders?: readonly Order[];
}

export interface DealerPolicy {
  quote(view: DealerView): DealerQuote;
  /** Prices told to the agents next round; default: the clearing prices. Settlement never uses them. */
  announce?(view: DealerView, clearing: DealerClearing): Vector;
}

export interface DealerPlugin {
  readonly kind: 'dealer';
  readonly name: string;
  readonly description?: string;
  create(briefing: DealerBriefing): DealerPolicy;
}

export function defineAgent(definition: Omit<AgentPlugin, 'kind'>): AgentPlugin {
  return { kind: 'agent', ...definition };
}

export function defineDealer(definition: Omit<DealerPlugin, 'kind'>): DealerPlugin {
  return { kind: 'dealer', ...definition };
}

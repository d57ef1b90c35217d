import type { SparseMatrix } from './lp/sparse-matrix.js';

/** A shared resource: in an energy market, local energy in one period. */
export interface Resource {
  readonly id: string;
  readonly unit: string;
  /** index of the delivery period, where the resource has one */
  readonly period?: number;
  /** no energy, but the right to draw it from the grid, or to feed it in, through the community's connection */
  readonly right?: 'import' | 'export';
}

/**
 * The private linear program of one agent ([GKW07] section 3, with bounds on both sides):
 *
 *     z_j(c_j) = min cost'x   s.t.  own.lower <= own.matrix x <= own.upper,
 *                                   shared x <= c_j,  columnLower <= x <= columnUpper
 *
 * Shapes: x is n, own is a x n, shared is m x n (m resources).
 */
export interface AgentProblem {
  readonly cost: Float64Array;
  readonly own: { readonly matrix: SparseMatrix; readonly lower: Float64Array; readonly upper: Float64Array };
  readonly shared: SparseMatrix;
  /** of the first so many resources nothing may be left unused: equality instead of <= (`MarketInstance.exact`) */
  readonly exact?: number;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
}

/**
 * Who sits behind a seat: a league's agent strategy; or, played by the platform, the dealer's battery (`storage`), a plant of the
 * dealer's that trades for itself (`plant`), or the grid. Agents come first, the grid last.
 */
export const participantRoles = ['agent', 'storage', 'plant', 'grid'] as const;
export type ParticipantRole = (typeof participantRoles)[number];

/** Whether a seat is the dealer's own. */
export function isDealers(role: ParticipantRole): boolean {
  return role === 'storage' || role === 'plant';
}

/** What the grid stands ready for in a local market, per resource (m; zero capacity where it does not trade). */
export interface GridOffer {
  /** money per unit at which it sells */
  readonly ask: Float64Array;
  /** money per unit at which it buys, <= ask */
  readonly bid: Float64Array;
  /** largest net position in either direction, units */
  readonly capacity: Float64Array;
  /**
   * Where the community's coupling to the grid is limited: per resource the index of the right that a
   * unit sold draws on (import), and of the one it frees (export); -1 for none.
   */
  readonly importRight?: Int32Array;
  readonly exportRight?: Int32Array;
}

/** What a household has, as its own program knows it. Series are per period, kWh; shapes as in the SDK's `HouseholdAssets`. */
export interface HouseholdAssets {
  readonly load: Float64Array;
  readonly generation: Float64Array;
  /** kW */
  readonly connectionPower: number;
  readonly batteries: readonly {
    readonly capacity: number;
    readonly chargePower: number;
    readonly dischargePower: number;
    readonly efficiency: number;
    readonly initialEnergy: number;
    readonly wear: number;
  }[];
  readonly flexible: readonly {
    readonly id: string;
    readonly kind: 'appliance' | 'electric-vehicle' | 'heat-pump';
    readonly power: number;
    readonly demands: readonly { readonly from: number; readonly until: number; readonly energy: number }[];
  }[];
  readonly heatPump?: {
    readonly power: number;
    readonly low: number;
    readonly high: number;
    readonly initial: number;
  };
}

export interface Participant {
  readonly id: string;
  readonly role: ParticipantRole;
  readonly problem: AgentProblem;
  /** n, what each column of the problem decides; absent: nobody says */
  readonly columns?: readonly string[];
  /** of a household: what its strategy is told of it */
  readonly assets?: HouseholdAssets;
  /** m, resource units; may be negative only where the own problem can honour it */
  readonly endowment: Float64Array;
  /** money it starts with */
  readonly cash: number;
  /** for role `grid`: what its trader offers */
  readonly grid?: GridOffer;
}

/**
 * One market, drawn and ready to play: what a scenario plus a block seed gives. Agents come
 * first, the grid (if it takes part) last. Everything numeric a match's result depends on is
 * here or in `MarketRules`.
 */
export interface MarketInstance {
  readonly id: string;
  readonly resources: readonly Resource[];
  readonly participants: readonly Participant[];
  readonly dealer: {
    /** m, resource units, >= 0 */
    readonly endowment: Float64Array;
    /** working money of the dealer; its result is reported relative to this */
    readonly cash: number;
  };
  /** m, money per unit; >= 0 but for exact resources */
  readonly initialPrices: Float64Array;
  /**
   * Nobody can throw away what it has of the first so many resources (default 0): it must be used, sold, or given to
   * somebody who takes it, so that their prices may be below zero (docs/market-rules.md, "Prices below zero").
   */
  readonly exact?: number;
}

/**
 * What is paid for trades (docs/market-rules.md, "Settlement at the final prices"). `path`: each at the prices of its round.
 * `final`: the net position of every participant at the match's final prices, when the match ends.
 */
export type SettlementRule = 'path' | 'final';

/**
 * How a match may end before its rounds run out, beside converging and stalling (docs/market-rules.md, "Closing rules").
 * `random`: after each round from `from` on, with probability `hazard`. `soft`: after round `from` or any later one, once
 * `extend` rounds in a row have brought no trade.
 */
export type ClosingRule =
  | { readonly kind: 'fixed' }
  | { readonly kind: 'random'; readonly from: number; readonly hazard: number }
  | { readonly kind: 'soft'; readonly from: number; readonly extend: number };

/** How agents come to a market in which they do not all speak at once (docs/market-rules.md, "Asynchronous communication"). */
export interface AsynchronousRules {
  /** mean wake-ups of an agent in a minute, by a Poisson process; absent: each round with probability `participation` */
  readonly rate?: number;
  /** by id, the agents that have a rate, or a probability, of their own */
  readonly agents: Readonly<Record<string, number>>;
  /** orders that come within it are cleared together: rounds (1), or minutes where there is a rate; 0: each agent's for themselves */
  readonly window: number;
  /** `asymmetric`: an agent knows the prices of the last round in which it took part */
  readonly information: 'symmetric' | 'asymmetric';
}

/** How the market is run. */
export interface MarketRules {
  readonly settlement: SettlementRule;
  /** `keep`: orders stay until their agent trades; `rebase`: then they are restated. */
  readonly book: 'keep' | 'rebase';
  /** probability that an agent takes part in a round; 1 = synchronous */
  readonly participation: number;
  /** absent: `participation` is all there is to say */
  readonly asynchronous?: AsynchronousRules;
  /** rounds after which a match ends under every closing rule */
  readonly roundCap: number;
  readonly closing: ClosingRule;
  /** stop when gap <= epsilon * max(1, |sum z_j|) */
  readonly epsilon: number;
  /** failures after which a plugin is benched for the match */
  readonly errorBudget: number;
  /** orders one agent may send in a round; where a scenario does not say, `usualOrders` */
  readonly maxOrders: number;
  /** wall-clock seconds after which a match is brought to its end */
  readonly matchSeconds: number;
  /** the chain that the scenario asks for; absent: blocks of 1e9 gas, which is free */
  readonly gas?: GasRules;
}

/** Whether somebody may be away in a round. */
export function isAsynchronous({ participation, asynchronous }: MarketRules): boolean {
  return participation < 1 || asynchronous !== undefined;
}

/** What a scenario says of gas. The limits of orders follow from it, on a ledger in memory too. */
export interface GasRules {
  /** of a block */
  readonly blockGasLimit: number;
  /** gas that every account can pay for, Infinity where it is free */
  readonly purse: number;
  /** that sealing takes of each submission; 0 where orders are open */
  readonly sealing: number;
}

export const freeGas: GasRules = { blockGasLimit: 1_000_000_000, purse: Infinity, sealing: 0 };

export const defaultRules: MarketRules = {
  settlement: 'path',
  book: 'rebase',
  participation: 1,
  roundCap: 1000,
  closing: { kind: 'fixed' },
  epsilon: 1e-6,
  errorBudget: 10,
  maxOrders: 64,
  matchSeconds: 3_600,
};

/** Orders an agent may send in a round of a market of m resources whose scenario does not say: one for each of them. */
export function usualOrders(m: number): number {
  return Math.max(defaultRules.maxOrders, m);
}

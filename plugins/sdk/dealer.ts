import type { Order } from './agent.js';
import type { ClosingRule } from './closing.js';
import type { TimeLimits } from './limits.js';
import type { Resource, Vector } from './problem.js';

/** What a dealer is told where days follow one another. */
export interface DealerDay {
  /** 1, 2, ... */
  readonly day: number;
  /** so many in all */
  readonly days: number;
  /** of the day, that the market opens with */
  readonly period: number;
  /** what `remember` gave in the market before; empty in the first */
  readonly memory: string;
}

/** What a dealer is told once, before the first round. */
export interface DealerBriefing {
  readonly agents: number;
  readonly resources: readonly Resource[];
  readonly roundCap: number;
  readonly closing: ClosingRule;
  /** m, what the dealer starts with */
  readonly inventory: Vector;
  readonly cash: number;
  /** m, all there is in the market */
  readonly total: Vector;
  readonly initialPrices: Vector;
  readonly grid?: { readonly retail: Vector; readonly feedIn: Vector };
  /** where days follow one another, or forecasts may be wrong */
  readonly day?: DealerDay;
  readonly limits: TimeLimits;
}

/** What a dealer is told each round. It is a copy: writing to it changes nothing. */
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

/** How a round was cleared. */
export interface DealerClearing {
  readonly prices: Vector;
  readonly settled: boolean;
  readonly surplus: number;
}

/** What the dealer brings into a clearing. */
export interface DealerQuote {
  /** m, 0 <= offer <= inventory: what the dealer puts up for any price >= 0 */
  readonly offer: Vector;
  /** the dealer's own orders, each a group of its own */
  readonly orders?: readonly Order[];
}

/** How a dealer behaves in one match. While it fails the dealer is passive. */
export interface DealerPolicy {
  quote(view: DealerView): DealerQuote;
  /** Prices told to the agents next round; default: the clearing prices. Settlement never uses them. */
  announce?(view: DealerView, clearing: DealerClearing): Vector;
  /** As an agent's: at most 16,384 characters for the policy of the next market. */
  remember?(): string;
}

/** A policy by name. `create` is called once per match, and where days follow one another every day. */
export interface DealerPlugin {
  readonly kind: 'dealer';
  readonly name: string;
  readonly description?: string;
  create(briefing: DealerBriefing): DealerPolicy;
}

/** What a dealer plugin's file exports by default. */
export function defineDealer(definition: Omit<DealerPlugin, 'kind'>): DealerPlugin {
  return { kind: 'dealer', ...definition };
}

import type { AuctionMarket } from '#market/double-auction/bid-periods.js';
import type { MarketInstance, MarketRules } from '#market/instance.js';
import type { Community } from '#market/energy/community.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import type { DayPool } from './days/day-pool.js';
import type { Mechanism } from './mechanisms.js';

export type ScenarioKind = 'linear' | 'random' | 'community';

/**
 * The chain as a part of the experiment; what is left out is free and there is always room. A ledger
 * in memory knows none of it, and a chain that is not ours makes its own blocks at its own prices.
 */
export interface ScenarioChain {
  /** seconds from block to block */
  readonly blockTime?: number;
  /** wei (1e-18 money) per gas, paid by whoever sends */
  readonly gasPrice?: bigint;
  readonly blockGasLimit?: number;
  /** money each account has for gas, beside what it brings to the market */
  readonly cash?: number;
  /** who checks that a clearing is the best one (default: the contract) */
  readonly verification?: 'chain' | 'agents' | 'both';
  /** whether local fees are paid to their receivers' accounts when the match is over */
  readonly collectFees?: boolean;
}

/** Money each account has for gas where the scenario does not say and gas is not free. */
export const USUAL_GAS_MONEY = 10;

/** How a scenario wants to be played. */
export interface Conduct {
  readonly rules: MarketRules;
  readonly mechanism: Mechanism;
  /** orders are committed by hash before they are shown */
  readonly sealed: boolean;
  readonly chain?: ScenarioChain;
}

/** The tariffs of the grid per resource (m); zero where a resource has none. */
export interface ResourceTariff {
  readonly retail: Float64Array;
  readonly feedIn: Float64Array;
}

/** One instance of a scenario, drawn from a seed: everything a match needs to know. */
export interface DrawnMarket extends Conduct {
  readonly instance: MarketInstance;
  /** money per unit bought locally, m; already part of the agents' own problems */
  readonly fees: Float64Array;
  readonly tariff?: ResourceTariff;
  readonly community?: Community;
  /** of a double auction, whose `instance` is what its trades are worth: who meters what, and the same community with bundle trading */
  readonly auction?: AuctionMarket & { readonly bundles: DrawnMarket };
  /** where forecasts may be wrong, or days follow one another; the market is then that of the first day */
  readonly rolling?: RollingDays;
  /** per household of a community, the field that states it, such as `households[2]` */
  readonly householdFields?: readonly string[];
  /** what readers of a report should know of its series: what was missing, what can hardly be meant */
  readonly notices?: readonly string[];
}

export interface Scenario extends Conduct {
  readonly id: string;
  readonly title?: string;
  readonly kind: ScenarioKind;
  /** forecasts may be wrong, or days follow one another */
  readonly rolls?: true;
  /** what a seed draws, by the fields that say so; empty: every block is the same market */
  readonly drawn: readonly string[];
  /** that it draws from; absent: its day is fixed */
  readonly days?: DayPool;
  /**
   * The same seed gives the same instance on every machine: on the day that it carries (`seedOnDay`), else on one of
   * the training days. Throws `ScenarioError` for a day that is none of the scenario's.
   */
  draw(seed: string): DrawnMarket;
}

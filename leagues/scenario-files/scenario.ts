import type { MarketInstance, MarketRules } from '#market/instance.js';
import type { Community } from '#market/energy/community.js';

export type ScenarioKind = 'linear' | 'random' | 'community';

/** How prices come about: the bundle market, or one of the lines it is compared with. */
export type Mechanism = 'bundle-trading' | 'double-auction' | 'grid-only';

/** How a scenario wants to be played. */
export interface Conduct {
  readonly rules: MarketRules;
  readonly mechanism: Mechanism;
  /** orders are committed by hash before they are shown */
  readonly sealed: boolean;
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
}

export interface Scenario extends Conduct {
  readonly id: string;
  readonly title?: string;
  readonly kind: ScenarioKind;
  /** The same seed gives the same instance on every machine. */
  draw(seed: string): DrawnMarket;
}

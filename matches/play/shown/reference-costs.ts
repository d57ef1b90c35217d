import type { MarketInstance } from '#market/instance.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { gridOnlyCost } from '#market/referee/grid-only.js';
import { optimumOf } from '#market/referee/seat-valuation.js';

/** What an instance costs before anybody trades, and at best. Money. */
export interface ReferenceCosts {
  /** z_j at the own endowment, per participant */
  readonly alone: readonly number[];
  readonly noTrade: number;
  /** everybody and the dealer's plant alone with the grid; null where there is none */
  readonly gridOnly: number | null;
  readonly optimum: number;
}

export function referenceCosts(instance: MarketInstance, solver: LpSolver): ReferenceCosts {
  const alone = instance.participants.map((each) => optimumOf(each, each.endowment, solver).cost);
  const noTrade = alone.reduce((sum, cost) => sum + cost, 0);
  return {
    alone,
    noTrade,
    gridOnly: gridOnlyCost(instance, noTrade),
    optimum: centralOptimum(instance, solver).cost,
  };
}

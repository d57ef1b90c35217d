import type { VariableFamily } from './agent-program.js';
import { type EnergyMarket, tradedEnergy } from './energy-market.js';
import type { Household } from './household.js';
import type { HouseholdColumns } from './household-problem.js';

/** What a household does under a plan, kWh per period (T), zeros where it has no such thing. */
export interface HouseholdFlows {
  /** fixed and flexible consumption, served or not */
  readonly consumption: Float64Array;
  /** available, before curtailment */
  readonly generation: Float64Array;
  readonly curtailed: Float64Array;
  /** bought (> 0) or sold (< 0) locally, net */
  readonly position: Float64Array;
  readonly import: Float64Array;
  readonly export: Float64Array;
  readonly charge: Float64Array;
  readonly discharge: Float64Array;
  readonly stored: Float64Array;
  readonly unserved: Float64Array;
}

/** Reads a household's plan (n, see `HouseholdColumns`). */
export function householdFlows(
  household: Household,
  columns: HouseholdColumns,
  market: EnergyMarket,
  plan: Float64Array,
): HouseholdFlows {
  const periods = household.load.length;
  const family = (of: VariableFamily | undefined): Float64Array =>
    of ? plan.slice(of.first, of.first + of.count) : new Float64Array(periods);
  const consumption = household.load.slice();
  household.flexible.forEach(({ demands }, f) =>
    demands.forEach(({ window }, d) =>
      family(columns.flexible[f]![d]).forEach(
        (energy, i) => (consumption[window.firstPeriod + i]! += energy),
      ),
    ),
  );
  const position = new Float64Array(periods);
  tradedEnergy(market.resources).forEach((t, i) => {
    position[t] = plan[columns.local.first + i]! - household.generation[t]!;
  });
  // Where retail is feed-in, a plan may do both at once; the meter nets them.
  const [drawn, fed] = [family(columns.import), family(columns.export)];
  return {
    consumption,
    generation: household.generation,
    curtailed: family(columns.curtailed),
    position,
    import: drawn.map((energy, t) => Math.max(0, energy - fed[t]!)),
    export: fed.map((energy, t) => Math.max(0, energy - drawn[t]!)),
    charge: family(columns.charge),
    discharge: family(columns.discharge),
    stored: family(columns.stored),
    unserved: family(columns.unserved),
  };
}

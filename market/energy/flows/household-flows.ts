import type { VariableFamily } from '../programs/agent-program.js';
import { batteryFlows, inBoth } from './battery-flows.js';
import { type EnergyMarket, tradedEnergy } from '../prices/energy-market.js';
import type { Household } from '../programs/household.js';
import type { HouseholdColumns } from '../programs/household-problem.js';

/** What a household does under a plan, kWh per period (T), zeros where it has no such thing. */
export interface HouseholdFlows {
  /** fixed and flexible consumption, served or not; what a car gives is taken off where it gives it */
  readonly consumption: Float64Array;
  /** available, before curtailment */
  readonly generation: Float64Array;
  readonly curtailed: Float64Array;
  /** bought (> 0) or sold (< 0) locally, net */
  readonly position: Float64Array;
  /** over its own connection, net: never both in a period */
  readonly import: Float64Array;
  readonly export: Float64Array;
  /** at the terminals of its batteries, of each net */
  readonly charge: Float64Array;
  readonly discharge: Float64Array;
  /** in the cells at the end of the period */
  readonly stored: Float64Array;
  /** that left the cells */
  readonly drained: Float64Array;
  readonly unserved: Float64Array;
}

/**
 * Reads a household's plan (n, see `HouseholdColumns`). Where import and export cost the same, or a battery loses
 * nothing, plans that do and undo something in one period are as good as those that do not: flows are net.
 */
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
  const unserved = family(columns.unserved);
  household.flexible.forEach(({ demands }, f) =>
    demands.forEach(({ window }, d) => {
      const { used, given, missing } = columns.flexible[f]![d]!;
      const add = (of: VariableFamily, sign: 1 | -1): void =>
        family(of).forEach((energy, i) => (consumption[window.firstPeriod + i]! += sign * energy));
      add(used, 1);
      if (given) add(given, -1);
      // Wanted until it leaves.
      const last = window.firstPeriod + window.hours.length - 1;
      for (const series of missing ? [consumption, unserved] : []) series[last]! += plan[missing!.first]!;
    }),
  );
  if (columns.heat) family(columns.heat.used).forEach((energy, t) => (consumption[t]! += energy));
  const position = new Float64Array(periods);
  tradedEnergy(market.resources).forEach((t, i) => {
    position[t] = plan[columns.local.first + i]! - household.generation[t]!;
  });
  // Where retail is feed-in, a plan may do both at once; the meter nets them.
  const [drawn, fed] = [family(columns.import), family(columns.export)];
  const batteries = household.batteries.map((battery, b) =>
    batteryFlows(battery, columns.batteries[b]!, plan),
  );
  const ofBatteries = (of: keyof (typeof batteries)[number]): Float64Array =>
    Float64Array.from(drawn, (_, t) => batteries.reduce((sum, flows) => sum + flows[of][t]!, 0));
  return {
    consumption,
    generation: generatedUnder(household, columns, plan),
    curtailed: family(columns.curtailed),
    position,
    import: drawn.map((energy, t) => energy - inBoth(energy, fed[t]!)),
    export: fed.map((energy, t) => energy - inBoth(energy, drawn[t]!)),
    charge: ofBatteries('charge'),
    discharge: ofBatteries('discharge'),
    stored: ofBatteries('stored'),
    drained: ofBatteries('drained'),
    unserved,
  };
}

/** What its plants make, kWh per period (T). */
function generatedUnder(
  { generation }: Household,
  { generated }: HouseholdColumns,
  plan: Float64Array,
): Float64Array {
  return generated ? generation.map((energy, t) => energy + plan[generated.first + t]!) : generation;
}

import type { BatteryColumns } from '../programs/battery-columns.js';
import type { Battery } from '../programs/household.js';

/** What a battery does under a plan, kWh per period (T). */
export interface BatteryFlows {
  /** at the terminals; never both in a period, unless energy is burned that way */
  readonly charge: Float64Array;
  readonly discharge: Float64Array;
  /** in the cells at the end of the period */
  readonly stored: Float64Array;
  /** that left the cells */
  readonly drained: Float64Array;
}

/**
 * Reads a battery's part of a plan. What it takes and gives back in the same period does not reach the cells; at the
 * terminals it cancels out as far as nothing is lost in between.
 */
export function batteryFlows(
  { efficiency, initialEnergy }: Battery,
  columns: BatteryColumns,
  plan: Float64Array,
): BatteryFlows {
  const of = ({ first, count }: { readonly first: number; readonly count: number }): Float64Array =>
    plan.slice(first, first + count);
  const [charge, discharge, stored] = [of(columns.charge), of(columns.discharge), of(columns.stored)];
  const undone = charge.map((energy, t) => (efficiency === 1 ? inBoth(energy, discharge[t]!) : 0));
  return {
    charge: charge.map((energy, t) => energy - undone[t]!),
    discharge: discharge.map((energy, t) => energy - undone[t]!),
    stored,
    drained: stored.map((held, t) => Math.max(0, (t === 0 ? initialEnergy : stored[t - 1]!) - held)),
  };
}

/** Less is a solver's rounding, kWh. */
const NO_FLOW = 1e-9;

/** What of two opposite flows cancels out, kWh. */
export function inBoth(one: number, other: number): number {
  const both = Math.min(one, other);
  return both > NO_FLOW ? both : 0;
}

import type { EnergyMarket, GridTariff } from '../prices/energy-market.js';
import type { Household } from '../programs/household.js';
import type { HouseholdFlows } from '../flows/household-flows.js';
import type { PeakCharge } from '../prices/regulation.js';

/** What a household pays for its own grid connection, EUR: retail x import - feed-in x export. */
export function gridBill(
  { import: drawn, export: fed }: HouseholdFlows,
  tariff: GridTariff | undefined,
): number {
  if (!tariff) return 0;
  return drawn.reduce((sum, energy, t) => sum + energy * tariff.retail[t]! - fed[t]! * tariff.feedIn[t]!, 0);
}

/** What a household's plant that burns fuel costs: fuel for what it makes beyond `generation`, and starts; EUR. */
export function fuelBill(
  { generation: made }: HouseholdFlows,
  { generation, generator }: Pick<Household, 'generation' | 'generator'>,
): { readonly energy: number; readonly fuel: number; readonly starts: number } {
  if (!generator) return { energy: 0, fuel: 0, starts: 0 };
  const energy = made.reduce((sum, all, t) => sum + all - generation[t]!, 0);
  const starts = generator.starts.reduce((sum, count) => sum + count, 0);
  return { energy, fuel: generator.fuel * energy, starts: generator.startCost * starts };
}

/** What its fuel emits, kg of CO2. */
export function fuelCo2(
  flows: HouseholdFlows,
  household: Pick<Household, 'generation' | 'generator'>,
): number {
  return ((household.generator?.fuelCo2 ?? 0) * fuelBill(flows, household).energy) / 1000;
}

/** What it pays for the highest metered import in the periods a charge applies to, of whomever it buys that; EUR. */
export function peakAmount(
  { import: drawn, export: fed, position }: HouseholdFlows,
  { perKilowatt, applies }: PeakCharge,
  stepHours: number,
): number {
  const peak = drawn.reduce(
    (most, energy, t) => (applies[t] ? Math.max(most, energy - fed[t]! + position[t]!) : most),
    0,
  );
  return (perKilowatt * peak) / stepHours;
}

/** What it pays for all of its peaks, EUR. */
export function peakBill(
  flows: HouseholdFlows,
  { peakCharges = [], clock }: Pick<EnergyMarket, 'peakCharges' | 'clock'>,
): number {
  return peakCharges.reduce((sum, charge) => sum + peakAmount(flows, charge, clock.stepHours), 0);
}

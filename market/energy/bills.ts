import type { GridTariff } from './energy-market.js';
import type { HouseholdFlows } from './household-flows.js';

/** What a household pays for its own grid connection, EUR: retail x import - feed-in x export. */
export function gridBill(
  { import: drawn, export: fed }: HouseholdFlows,
  tariff: GridTariff | undefined,
): number {
  if (!tariff) return 0;
  return drawn.reduce((sum, energy, t) => sum + energy * tariff.retail[t]! - fed[t]! * tariff.feedIn[t]!, 0);
}

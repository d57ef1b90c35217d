import type { Community } from '../community.js';
import type { HouseholdFlows } from '../flows/household-flows.js';
import { sum } from './sums.js';

/** What demand that nobody served costs its households, EUR; null where all must be served. */
export function costOfLostLoad(
  { market, households }: Pick<Community, 'market' | 'households'>,
  flows: readonly HouseholdFlows[],
): number | null {
  const worth = households.map(({ valueOfLostLoad = market.valueOfLostLoad }) => valueOfLostLoad);
  if (worth.every((value) => value === undefined)) return null;
  return sum(flows.map(({ unserved }, j) => (worth[j] ?? 0) * sum(unserved)));
}

import type { Household } from '#market/energy/programs/household.js';

/** What a household has, in words: `PV, battery, car`; `load only` where it has nothing to decide with. */
export function householdType({ generation, batteries, flexible, heatPump }: Household): string {
  const has = (kind: Household['flexible'][number]['kind']): boolean =>
    flexible.some((load) => load.kind === kind);
  const assets = [
    generation.some((energy) => energy > 0) && 'PV',
    batteries.length > 0 && 'battery',
    has('electric-vehicle') && 'car',
    (heatPump !== undefined || has('heat-pump')) && 'heat pump',
    has('appliance') && 'appliance',
  ];
  return assets.filter((asset) => asset !== false).join(', ') || 'load only';
}

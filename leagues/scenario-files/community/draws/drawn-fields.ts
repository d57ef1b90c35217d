import { fieldPath } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import { plantsOf } from '../checks/weather-source.js';

/**
 * The fields of a community from which a seed draws, its days aside: ranges, synthetic loads, and the sky over
 * synthetic plants.
 */
export function drawnFields(document: CommunityDocument): string[] {
  const { households, dealer, draw } = document;
  const sky = plantsOf(document).some(({ plant }) => !plant.series) ? ['sky'] : [];
  if (draw?.households === 'fixed') return sky;
  return [
    ...sky,
    ...households.flatMap(({ load }, g) => (load && 'annualEnergy' in load ? [`households[${g}].load`] : [])),
    ...ranges(households, ['households']),
    ...ranges(dealer, ['dealer']),
  ];
}

function ranges(value: unknown, path: readonly PropertyKey[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === 'number'))
    return Number(value[0]) < Number(value[1]) ? [fieldPath(path)] : [];
  return Object.entries(value).flatMap(([key, member]) =>
    ranges(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

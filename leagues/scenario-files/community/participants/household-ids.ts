import type { CommunityDocument } from '../schema/community-schema.js';
import type { HouseholdGroup } from '../schema/household-schema.js';
import { FieldError } from '../../reading/scenario-error.js';

export const CHP = 'dealer-chp';
const STORAGE = 'dealer-storage';
const PV = 'dealer-pv';

/** What of the dealer's trades for itself, by the name of its seat and its field. */
export function unitIds({ storage, chp, pv, output }: CommunityDocument['dealer']): {
  readonly id: string;
  readonly field: 'storage' | 'chp' | 'pv';
}[] {
  return [
    ...(storage && !storage.charge ? [{ id: STORAGE, field: 'storage' } as const] : []),
    ...(chp?.fuel !== undefined ? [{ id: CHP, field: 'chp' } as const] : []),
    ...(pv && output === 'forecast' ? [{ id: PV, field: 'pv' } as const] : []),
  ];
}

/** The household `i` (from 0) of a group; those of several are numbered. */
export function memberId({ id, count }: HouseholdGroup, i: number): string {
  return count === 1 ? id : `${id}-${i + 1}`;
}

/** The seat of a household's plant, where that has a meter of its own. */
export function plantId(household: string): string {
  return `${household}-pv`;
}

/** Makes sure that every participant, and every load of a household, has a name of its own. Throws `FieldError`. */
export function checkIds({ households, dealer, grid }: CommunityDocument): void {
  const participants = new Set<string>([...(grid ? ['grid'] : []), ...unitIds(dealer).map(({ id }) => id)]);
  households.forEach((group, g) => {
    for (let i = 0; i < group.count; i++) {
      claim(participants, memberId(group, i), ['households', g, 'id']);
      if (grid?.connection === 'gross' && group.pv)
        claim(participants, plantId(memberId(group, i)), ['households', g, 'id']);
    }
    const loads = new Set<string>([...(group.ev ? ['car'] : []), ...(group.heatPump ? ['heat-pump'] : [])]);
    group.appliances.forEach(({ id }, a) => claim(loads, id, ['households', g, 'appliances', a, 'id']));
  });
}

function claim(taken: Set<string>, id: string, path: readonly PropertyKey[]): void {
  if (taken.has(id)) throw new FieldError(path, `'${id}' is used twice`);
  taken.add(id);
}

import type { Community } from '../community.js';
import type { CommunityFlows } from './community-flows.js';

/** What households bought in the market, by whose energy it was; kWh per period (T). */
export interface Purchases {
  readonly bought: Float64Array;
  /** of neighbours who made it or had it stored, and of the dealer's plant */
  readonly local: Float64Array;
  /** of the grid as a participant: its net sales, shared among all buyers alike */
  readonly grid: Float64Array;
}

/**
 * A seller's own energy is its sale less what it imports in the same period: what exceeds it was
 * bought at retail over its own connection and sold on. Energy passed on to the grid counts as
 * passed on first, so that neighbours get local energy as long as there is some.
 * `plantSold`: what the dealer sold of its plant's output, kWh per period (T).
 */
export function purchases(
  { households, gridImport, gridExport }: CommunityFlows,
  plantSold: Float64Array,
): Purchases {
  const perPeriod = (energy: (t: number) => number): Float64Array =>
    Float64Array.from(plantSold, (_, t) => energy(t));
  const bought = perPeriod((t) =>
    households.reduce((sum, { position }) => sum + Math.max(position[t]!, 0), 0),
  );
  const own = perPeriod((t) =>
    households.reduce((sum, flows) => sum + Math.max(-flows.position[t]! - flows.import[t]!, 0), 0),
  );
  return {
    bought,
    local: perPeriod((t) => Math.max(0, Math.min(bought[t]!, own[t]! + plantSold[t]!))),
    grid: perPeriod((t) => Math.max(0, Math.min(bought[t]!, gridImport[t]! - gridExport[t]!))),
  };
}

/** What the dealer sold of its plant, kWh per period (T); `inventory`: m, what is left of what it held. */
export function plantSold(
  { plant, market: { resources } }: Pick<Community, 'plant' | 'market'>,
  inventory: ArrayLike<number>,
): Float64Array {
  const { energy } = resources;
  return plant.map((output, t) => output - (energy[t]! < 0 ? 0 : inventory[energy[t]!]!));
}

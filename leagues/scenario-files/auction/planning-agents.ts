import type { GridPrices } from '#market/double-auction/orders.js';
import {
  meteredWh,
  WH_PER_KWH,
  type RelayAgent,
  type ReservationPrices,
} from '#market/double-auction/relay-agents.js';
import type { Community } from '#market/energy/community.js';
import type { Household } from '#market/energy/household.js';
import type { MarketInstance } from '#market/instance.js';
import { FieldError } from '../reading/scenario-error.js';

/** What the dealer's plant is called where it takes part. */
export const PLANT = 'plant';

/** Whether a home has something to plan. */
export function isFlexible({ batteries, flexible, heatPump }: Household): boolean {
  return batteries.length > 0 || flexible.length > 0 || heatPump !== undefined;
}

/**
 * The agents of a community in which somebody has something to plan: all homes have programs of their own, and trades are worth
 * money. Nobody sells for less than the grid ever pays, or pays more than it ever asks.
 */
export function planningAgents(
  { participants }: MarketInstance,
  { market, households, columns, plant }: Community,
  grid: readonly GridPrices[],
): RelayAgent[] {
  const ask = grid.reduce((most, { buys }) => (buys > most ? buys : most), grid[0]!.buys);
  const bid = grid.reduce((least, { sells }) => (sells < least ? sells : least), grid[0]!.sells);
  const prices = { ask, bids: { pv: bid, chp: bid } };
  const homes = households.map(({ id, connectionPower }, j): RelayAgent => ({
    ...{ id, type: 'pv', prices, metered: grid.map(() => 0n) },
    home: {
      participant: participants[j]!,
      most: Math.floor(connectionPower * market.clock.stepHours * WH_PER_KWH),
      drawn: columns[j]!.import!.first,
      fedIn: columns[j]!.export!.first,
    },
  }));
  return withPlant(homes, plant, () => prices);
}

/** With the plant behind the homes, if there is one. Throws `FieldError` where a home has its name. */
export function withPlant(
  homes: RelayAgent[],
  plant: Float64Array,
  pricesOf: () => ReservationPrices,
): RelayAgent[] {
  if (!plant.some((energy) => energy > 0)) return homes;
  if (homes.some(({ id }) => id === PLANT))
    throw new FieldError(
      ['households'],
      `'${PLANT}' is what the dealer's plant is called`,
      'name it otherwise',
    );
  const metered = meteredWh(plant, new Float64Array(plant.length));
  return [...homes, { id: PLANT, type: 'chp', prices: pricesOf(), metered }];
}

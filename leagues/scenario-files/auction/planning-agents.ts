import type { GridPrices } from '#market/double-auction/orders.js';
import { gridReservations, PLANT, planningHomes } from '#market/double-auction/homes-that-plan.js';
import { meteredWh, type RelayAgent, type ReservationPrices } from '#market/double-auction/relay-agents.js';
import type { Community } from '#market/energy/community.js';
import type { Household } from '#market/energy/programs/household.js';
import type { MarketInstance } from '#market/instance.js';
import { FieldError } from '../reading/scenario-error.js';

/** Whether a home has something to plan. */
export function isFlexible({ batteries, flexible, heatPump }: Household): boolean {
  return batteries.length > 0 || flexible.length > 0 || heatPump !== undefined;
}

/** The agents of a community in which all homes plan, and its plant. Throws `FieldError` where a home has the plant's name. */
export function planningAgents(
  instance: MarketInstance,
  community: Community,
  grid: readonly GridPrices[],
): RelayAgent[] {
  return withPlant(planningHomes(instance, community, grid), community.plant, () => gridReservations(grid));
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

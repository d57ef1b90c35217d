import type { Community } from '../energy/community.js';
import type { MarketInstance } from '../instance.js';
import type { GridPrices } from './orders.js';
import { WH_PER_KWH, type RelayAgent, type ReservationPrices } from './relay-agents.js';

/** What the dealer's plant is called where it takes part. */
export const PLANT = 'plant';

/** Nobody sells for less than the grid ever pays, or pays more than it ever asks. */
export function gridReservations(grid: readonly GridPrices[]): ReservationPrices {
  const ask = grid.reduce((most, { buys }) => (buys > most ? buys : most), grid[0]!.buys);
  const bid = grid.reduce((least, { sells }) => (sells < least ? sells : least), grid[0]!.sells);
  return { ask, bids: { pv: bid, chp: bid } };
}

/** The homes of a community that has a grid as bidders with programs of their own, so that trades are worth money. */
export function planningHomes(
  { participants }: MarketInstance,
  { market, households, columns }: Community,
  grid: readonly GridPrices[],
): RelayAgent[] {
  const prices = gridReservations(grid);
  return households.map(({ id, connectionPower }, j): RelayAgent => ({
    ...{ id, type: 'pv', prices, metered: grid.map(() => 0n) },
    home: {
      participant: participants[j]!,
      most: Math.floor(connectionPower * market.clock.stepHours * WH_PER_KWH),
      drawn: columns[j]!.import!.first,
      fedIn: columns[j]!.export!.first,
    },
  }));
}

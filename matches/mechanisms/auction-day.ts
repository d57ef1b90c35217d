import { auctionGridPrices, feesInUnits } from '#leagues/scenario-files/auction/community-auction.js';
import { lotsOf } from '#leagues/scenario-files/auction/auction.js';
import { FieldError } from '#leagues/scenario-files/reading/scenario-error.js';
import type { Ask, Bid, EnergyType, GridPrices } from '#market/double-auction/orders.js';
import { meteredWh } from '#market/double-auction/relay-agents.js';
import type { CommunityDay } from './community-day.js';

/** What the dealer's plant is called among the meters; no household can be called so. */
export const PLANT_METER = 'the dealer’s plant';

interface Meter {
  readonly id: string;
  readonly type: EnergyType;
  /** Wh per period, > 0: left over */
  readonly metered: readonly bigint[];
}

export interface OrderedPeriod {
  readonly grid: GridPrices;
  /** what a buyer pays on top of what it buys locally, 1e-4 EUR/kWh */
  readonly fee: bigint;
  readonly asks: readonly Ask[];
  readonly bids: readonly Bid[];
}

/** What is ordered of a day, whatever the price rule. */
export interface AuctionDay {
  readonly meters: readonly Meter[];
  readonly periods: readonly OrderedPeriod[];
  /** seed of the lots, where a price rule draws any */
  readonly lots: string;
}

/** Periods in which somebody orders: those that an auction is held in. */
export function heldPeriods({ periods }: AuctionDay): readonly OrderedPeriod[] {
  return periods.filter(({ asks, bids }) => asks.length + bids.length > 0);
}

/**
 * What each meter would count if everybody were alone with the grid, in the orders of a double auction at the prices at which
 * that is as good: sellers ask for feed-in, buyers bid retail less the local fee, which they pay on top. `seed`: what the day was drawn
 * from. Text: why there is none.
 */
export function auctionDay(day: CommunityDay, seed: string): AuctionDay | string {
  const { community } = day;
  if (community.households.some(({ tariff }) => tariff)) return 'some household has a contract of its own';
  try {
    const fees = feesInUnits(community);
    const meters = metersOf(day);
    const periods = auctionGridPrices(community).map((grid, period) => {
      const fee = fees[period]!;
      return { grid, fee, ...ordersOf(meters, grid, fee, period) };
    });
    return { meters, periods, lots: lotsOf(day.instance.id, seed) };
  } catch (error) {
    if (error instanceof FieldError) return error.message;
    throw error;
  }
}

function metersOf({ community, flows }: CommunityDay): Meter[] {
  const { households, plant } = community;
  const homes = households.map(({ id }, j): Meter => {
    const { export: fed, import: drawn } = flows.households[j]!;
    return { id, type: 'pv', metered: meteredWh(fed, drawn) };
  });
  if (!plant.some((energy) => energy > 0)) return homes;
  return [
    ...homes,
    { id: PLANT_METER, type: 'chp', metered: meteredWh(plant, new Float64Array(plant.length)) },
  ];
}

/** An auction knows no price below zero: where the grid has one, nobody orders. */
function ordersOf(
  meters: readonly Meter[],
  { sells, buys }: GridPrices,
  fee: bigint,
  period: number,
): { asks: Ask[]; bids: Bid[] } {
  const most = sells - fee;
  if (buys < 0n || most < 0n) return { asks: [], bids: [] };
  const asks: Ask[] = [];
  const bids: Bid[] = [];
  for (const { id, type, metered } of meters) {
    const amount = metered[period]!;
    if (amount > 0n) asks.push({ id, amount, time: 0n, type, price: buys });
    if (amount < 0n) bids.push({ id, amount: -amount, time: 0n, prices: { pv: most, chp: most } });
  }
  return { asks, bids };
}

import {
  drawReservationPrices,
  meteredWh,
  relayOrder,
  type RelayAgent,
} from '#market/double-auction/relay-agents.js';
import type { GridPrices } from '#market/double-auction/orders.js';
import { highestMatchedAsk } from '#market/double-auction/pricing.js';
import type { Community } from '#market/energy/community.js';
import { seededRng } from '#market/rng.js';
import { FieldError } from '../reading/scenario-error.js';
import type { Scenario } from '../scenario.js';
import type { Auction } from './auction.js';

/** EUR per kWh to 1/100 ct per kWh */
const PRICE_PER_EUR = 10_000;

/**
 * A community's day as auctions: what each meter counts in a period is offered or wanted at reservation prices that the seed
 * draws; the plant is a CHP engine. Throws `FieldError`.
 */
export function communityAuction(scenario: Scenario, seed: string): Auction {
  const { community } = scenario.draw(seed);
  const { clock } = community!.market;
  const grid = auctionGridPrices(community!);
  const agents = relayAgents(community!, grid, `${scenario.id}/${seed}/reservation prices`);
  const { id, title } = scenario;
  return {
    id,
    ...(title !== undefined && { title }),
    seed,
    agents,
    pricing: 'highest-ask',
    rule: highestMatchedAsk,
    periods: grid.map((prices, period) => ({
      at: new Date((clock.start + period * clock.stepHours * 3600) * 1000).toISOString(),
      grid: prices,
      orders: agents.flatMap((agent) => relayOrder(agent, period) ?? []),
      funds: new Map(),
    })),
  };
}

function relayAgents(
  { households, plant }: Community,
  grid: readonly GridPrices[],
  seed: string,
): RelayAgent[] {
  const rng = seededRng(seed);
  const band = grid.reduce((all, { sells, buys }) => ({
    sells: sells > all.sells ? sells : all.sells,
    buys: buys < all.buys ? buys : all.buys,
  }));
  const agentOf = (id: string, type: RelayAgent['type'], generation: Float64Array, load: Float64Array) => {
    const prices = drawReservationPrices(rng.fork(id), band);
    return { id, type, prices, metered: meteredWh(generation, load) };
  };
  const homes = households.map(({ id, generation, load }) => agentOf(id, 'pv', generation, load));
  if (!plant.some((energy) => energy > 0)) return homes;
  if (households.some(({ id }) => id === 'plant'))
    throw new FieldError(['households'], `'plant' is what the dealer's plant is called`, 'name it otherwise');
  return [...homes, agentOf('plant', 'chp', plant, new Float64Array(plant.length))];
}

/** Per period. Throws `FieldError` for a price that an auction cannot count. */
export function auctionGridPrices({ market: { tariff } }: Community): GridPrices[] {
  const sells = inUnits(tariff!.retail, ['grid', 'retail']);
  const buys = inUnits(tariff!.feedIn, ['grid', 'feedIn']);
  return sells.map((price, period) => ({ sells: price, buys: buys[period]! }));
}

/** What a buyer pays on top of what it buys locally, per period. Throws likewise. */
export function feesInUnits({ market: { localFee } }: Community): bigint[] {
  return inUnits(localFee, ['localFee']);
}

function inUnits(prices: Float64Array, field: readonly string[]): bigint[] {
  return Array.from(prices, (price, period) => {
    const units = Math.round(price * PRICE_PER_EUR);
    if (Math.abs(units - price * PRICE_PER_EUR) > 1e-6)
      throw new FieldError(field, `is ${price} EUR/kWh in period ${period}: an auction counts in 1/100 ct`);
    return BigInt(units);
  });
}

import {
  drawReservationPrices,
  meteredWh,
  relayOrder,
  type RelayAgent,
} from '#market/double-auction/relay-agents.js';
import type { AuctionMarket } from '#market/double-auction/bid-periods.js';
import { PRICE_PER_EUR, type GridPrices } from '#market/double-auction/orders.js';
import { highestMatchedAsk, type PricingRule } from '#market/double-auction/pricing.js';
import type { Community } from '#market/energy/community.js';
import { auctionInstance } from '#market/double-auction/auction-instance.js';
import { PLANT } from '#market/double-auction/homes-that-plan.js';
import type { Participant } from '#market/instance.js';
import { seededRng } from '#market/rng.js';
import { isFlexible, planningAgents, withPlant } from './planning-agents.js';
import { FieldError } from '../reading/scenario-error.js';
import type { DrawnMarket, Scenario } from '../scenario.js';
import { uniformPricing, type Auction } from './auction.js';

/**
 * What is auctioned of a community's day: what each meter counts in a period, at reservation prices that the seed draws; the
 * plant is a CHP engine. Throws `FieldError`.
 */
function auctionMarket(
  drawn: Pick<DrawnMarket, 'instance' | 'community'>,
  seed: string,
  rule: PricingRule = highestMatchedAsk,
): AuctionMarket {
  const community = drawn.community!;
  const grid = auctionGridPrices(community);
  const homes = community.households.some(isFlexible)
    ? planningAgents(drawn.instance, community, grid)
    : relayAgents(community, grid, `${seed}/reservation prices`);
  return { agents: homes, grid, rule };
}

/** A drawn community as the market that its auctions are; where buyers pay a local fee, every home plans. Throws `FieldError`. */
export function auctioned(drawn: DrawnMarket, seed: string, rule: PricingRule): DrawnMarket {
  const { instance, community } = drawn;
  const { localFee, peakCharges } = community!.market;
  if (peakCharges)
    throw new FieldError(['regulation'], 'a double auction knows no charges on peaks', 'leave them out');
  if (localFee.some((fee) => fee > 0)) return plannedAuction(drawn, rule);
  return auctionedAs(auctionMarket(drawn, `${instance.id}/${seed}`, rule), drawn, () => 0);
}

/**
 * The same where every home plans, so that trades are worth money, by any price rule; who buys pays the local fee on top. Throws
 * `FieldError`.
 */
export function plannedAuction(drawn: DrawnMarket, rule: PricingRule): DrawnMarket {
  const community = drawn.community!;
  const grid = auctionGridPrices(community);
  const fees = feesInUnits(community);
  const dearest = grid.map(({ sells, buys }, period) => ({ sells: sells - fees[period]!, buys }));
  const agents = planningAgents(drawn.instance, community, dearest);
  return auctionedAs({ agents, grid, rule }, drawn, (period) => community.market.localFee[period]!);
}

/** `feeIn`: EUR/kWh bought in a period. */
function auctionedAs(
  market: AuctionMarket,
  drawn: DrawnMarket,
  feeIn: (period: number) => number,
): DrawnMarket {
  const { instance, community, rules, tariff: _, ...rest } = drawn;
  const [{ cash }] = instance.participants as [Participant];
  const played = auctionInstance(instance.id, market, cash);
  return {
    ...rest,
    mechanism: 'double-auction',
    community: community!,
    instance: played,
    fees: Float64Array.from(played.resources, ({ period }) => feeIn(period!)),
    auction: { ...market, bundles: { ...drawn, mechanism: 'bundle-trading' } },
    rules: { ...rules, roundCap: market.grid.length, closing: { kind: 'fixed' }, settlement: 'path' },
  };
}

/** The day of a community with relay agents, whose orders are what its meters count. */
export function communityAuction(scenario: Scenario, seed: string): Auction {
  const { id, title } = scenario;
  const { community, auction } = scenario.draw(seed);
  const { clock } = community!.market;
  const { agents, grid, rule } = auction!;
  return {
    id,
    ...(title !== undefined && { title }),
    ...{ seed, agents, rule, pricing: rule.kind === 'uniform' ? uniformPricing(rule) : rule.kind },
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
  return withPlant(homes, plant, () => drawReservationPrices(rng.fork(PLANT), band));
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

import { auctionLimits } from '#market/double-auction/limits.js';
import { sided, type Funds, type SidedOrder } from '#market/double-auction/order-book.js';
import { inEur, lockOf, usualGridPrices, type GridPrices } from '#market/double-auction/orders.js';
import type { MeteredRest } from '#market/double-auction/metered-rest.js';
import type { PricingRule } from '#market/double-auction/pricing.js';
import type { RelayAgent } from '#market/double-auction/relay-agents.js';
import { parseFields } from '../reading/parse-fields.js';
import { FieldError } from '../reading/scenario-error.js';
import { auctionSchema, type AuctionDocument, type AuctionPeriodDocument } from './auction-schema.js';

/** `k` of the midpoint */
const MIDDLE = 5_000n;

export interface AuctionPeriod {
  /** when it begins, where that is known: ISO 8601 */
  readonly at?: string;
  readonly grid: GridPrices;
  /** in the order they are placed */
  readonly orders: readonly SidedOrder[];
  readonly funds: ReadonlyMap<string, Funds>;
  /** what flowed and no order names; default: nothing */
  readonly rest?: readonly MeteredRest[];
}

/** Periods of a double auction with the orders of each: nobody plays. */
export interface Auction {
  readonly id: string;
  readonly title?: string;
  /** what the orders, or lots, are drawn from; null: the file gives all */
  readonly seed: string | null;
  readonly rule: PricingRule;
  /** the rule as the file states it */
  readonly pricing: AuctionDocument['pricing'];
  readonly periods: readonly AuctionPeriod[];
  /** whose meters the orders are drawn from, where they are drawn */
  readonly agents?: readonly RelayAgent[];
}

/** `seed`: what lots are drawn from, where the price rule draws any. Throws `FieldError`. */
export function auctionOf(fields: unknown, seed: string): Auction {
  const { id, title, grid, pricing, periods } = parseFields(auctionSchema, fields);
  const prices = { sells: grid.sells ?? usualGridPrices.sells, buys: grid.buys ?? usualGridPrices.buys };
  if (prices.buys > prices.sells)
    throw new FieldError(
      ['grid', 'buys'],
      'is above what the grid sells at: everybody would trade with it alone',
    );
  checkTurnover(periods, prices);
  return {
    id,
    ...(title !== undefined && { title }),
    seed: pricing === 'muda' ? seed : null,
    rule: pricingRule(pricing, lotsOf(id, seed)),
    pricing,
    periods: periods.map((period, index) => {
      checkSides(period, index);
      return periodOf(period, prices, index);
    }),
  };
}

/** Seed of the lots of an auction. */
export function lotsOf(id: string, seed: string): string {
  return `${id}/${seed}/lots`;
}

/** `lots`: their seed, where the rule draws any */
export function pricingRule(pricing: AuctionDocument['pricing'], lots: string): PricingRule {
  switch (pricing) {
    case 'highest-ask':
      return { kind: 'uniform', k: 0n };
    case 'midpoint':
      return { kind: 'uniform', k: MIDDLE };
    case 'pay-as-bid':
    case 'mcafee':
      return { kind: pricing };
    case 'muda':
      return { kind: pricing, lots };
    default:
      return { kind: 'uniform', k: pricing.k };
  }
}

/** How a file states a uniform rule. */
export function uniformPricing({ k }: Extract<PricingRule, { kind: 'uniform' }>): AuctionDocument['pricing'] {
  if (k === 0n) return 'highest-ask';
  return k === MIDDLE ? 'midpoint' : { k };
}

function checkSides({ asks, bids }: AuctionPeriodDocument, index: number): void {
  const sellers = new Set(asks.map(({ id }) => id));
  const both = bids.findIndex(({ id }) => sellers.has(id));
  if (both >= 0)
    throw new FieldError(
      ['periods', index, 'bids', both, 'id'],
      `'${bids[both]!.id}' has an ask in this period, too`,
      'a participant is on one side',
    );
}

/** Sums over all periods stay exact. */
function checkTurnover(periods: readonly AuctionPeriodDocument[], grid: GridPrices): void {
  const most = periods
    .flatMap(({ asks, bids }) => [
      ...asks.map(({ amount, price }) => amount * (price > grid.sells ? price : grid.sells)),
      ...bids.map((bid) => lockOf(bid, grid)),
    ])
    .reduce((sum, money) => sum + money, 0n);
  if (most > BigInt(auctionLimits.turnover))
    throw new FieldError(
      ['periods'],
      `their orders could be worth more than ${Math.round(inEur(BigInt(auctionLimits.turnover))).toLocaleString('en')} EUR`,
      'split the file',
    );
}

/** Orders by time; at the same time an order that is listed later replaces an earlier one. */
function periodOf(
  { asks, bids, funds }: AuctionPeriodDocument,
  grid: GridPrices,
  index: number,
): AuctionPeriod {
  const known = new Map<string, Funds>();
  funds.forEach(({ id, money, tokens }, n) => {
    if (known.has(id)) throw new FieldError(['periods', index, 'funds', n, 'id'], `'${id}' is listed twice`);
    known.set(id, { ...(money !== undefined && { money }), ...(tokens !== undefined && { tokens }) });
  });
  return {
    grid,
    orders: sided(asks, bids).sort((a, b) => Number(a.order.time - b.order.time)),
    funds: known,
  };
}

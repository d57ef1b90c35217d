import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import type { ParticipantResult, TypeAuction } from '#market/double-auction/clear-period.js';
import type { EnergyType, GridPrices, PerType } from '#market/double-auction/orders.js';
import { PRICE_PER_CT } from '#market/double-auction/orders.js';
import { WHOLE_K } from '#market/double-auction/pricing.js';
import type { PlayedPeriod, RefusedOrder } from './play-auction.js';

/** Energy in Wh, prices in ct per kWh, money in 1e-7 EUR: whole numbers that JSON keeps exactly. */
export interface AuctionReport {
  readonly id: string;
  readonly title?: string;
  readonly mechanism: 'double-auction';
  readonly units: { readonly energy: 'Wh'; readonly price: 'ct/kWh'; readonly money: '1e-7 EUR' };
  readonly pricing: string | { readonly k: number };
  readonly grid: { readonly sells: number; readonly buys: number };
  readonly periods: readonly PeriodReport[];
}

export interface PeriodReport {
  /** the type that was auctioned first */
  readonly first: EnergyType;
  readonly votes: PerType<number>;
  /** of all trades of a type; null: there was none, or they had no common price */
  readonly prices: PerType<number | null>;
  /** in the order they were held */
  readonly auctions: readonly AuctionOfType[];
  /** what the grid took and gave, and the money it paid (> 0) or received */
  readonly grid: { readonly bought: number; readonly sold: number; readonly payment: number };
  readonly participants: readonly ParticipantReport[];
  /** what the price rule leaves to whoever runs the market */
  readonly surplus: number;
  readonly refused: readonly RefusedOrder[];
  readonly replaced: number;
}

export interface AuctionOfType {
  readonly type: EnergyType;
  readonly volume: number;
  readonly price: number | null;
  readonly matches: readonly MatchLine[];
}

export interface MatchLine {
  readonly seller: string;
  readonly buyer: string;
  readonly amount: number;
  readonly buyerPrice: number;
  readonly sellerPrice: number;
  readonly paid: number;
  readonly received: number;
}

/** Payments: > 0 paid, < 0 received. */
export interface ParticipantReport {
  readonly id: string;
  readonly side: 'ask' | 'bid';
  /** of the order, traded with others, and with the grid */
  readonly amount: number;
  readonly local: number;
  readonly grid: number;
  readonly localPayment: number;
  readonly gridPayment: number;
  readonly payment: number;
}

export function auctionReport(auction: Auction, played: readonly PlayedPeriod[]): AuctionReport {
  const { id, title, pricing, rules } = auction;
  return {
    id,
    ...(title !== undefined && { title }),
    mechanism: 'double-auction',
    units: { energy: 'Wh', price: 'ct/kWh', money: '1e-7 EUR' },
    pricing: typeof pricing === 'string' ? pricing : { k: Number(pricing.k) / Number(WHOLE_K) },
    grid: { sells: inCt(rules.grid.sells), buys: inCt(rules.grid.buys) },
    periods: played.map((period) => periodReport(period, rules.grid)),
  };
}

function periodReport({ result, refused, replaced }: PlayedPeriod, grid: GridPrices): PeriodReport {
  const { vote, participants, surplus } = result;
  const auctions = result.auctions.map(auctionOfType);
  const priceOf = (type: EnergyType): number | null => auctions.find((each) => each.type === type)!.price;
  return {
    first: vote.first,
    votes: { pv: vote.pv, chp: vote.chp },
    prices: { pv: priceOf('pv'), chp: priceOf('chp') },
    auctions,
    grid: {
      bought: Number(result.grid.bought),
      sold: Number(result.grid.sold),
      payment: Number(result.grid.payment),
    },
    participants: participants.map((each) => participantReport(each, grid)),
    surplus: Number(surplus),
    ...{ refused, replaced },
  };
}

function auctionOfType({ type, matches }: TypeAuction): AuctionOfType {
  const prices = new Set(matches.flatMap(({ buyerPrice, sellerPrice }) => [buyerPrice, sellerPrice]));
  const [price] = prices;
  return {
    type,
    volume: Number(matches.reduce((sum, { amount }) => sum + amount, 0n)),
    price: prices.size === 1 ? inCt(price!) : null,
    matches: matches.map(({ seller, buyer, amount, buyerPrice, sellerPrice }) => ({
      ...{ seller, buyer, amount: Number(amount) },
      ...{ buyerPrice: inCt(buyerPrice), sellerPrice: inCt(sellerPrice) },
      ...{ paid: Number(amount * buyerPrice), received: Number(amount * sellerPrice) },
    })),
  };
}

function participantReport(result: ParticipantResult, grid: GridPrices): ParticipantReport {
  const { id, side, payment } = result;
  const gridPayment = result.grid * (side === 'ask' ? -grid.buys : grid.sells);
  return {
    ...{ id, side, amount: Number(result.amount), local: Number(result.local), grid: Number(result.grid) },
    ...{ localPayment: Number(payment - gridPayment), gridPayment: Number(gridPayment) },
    payment: Number(payment),
  };
}

function inCt(price: bigint): number {
  return Number(price) / PRICE_PER_CT;
}

/** What one participant traded and paid in all periods. */
export interface ParticipantTotals {
  readonly id: string;
  readonly sold: number;
  readonly soldToGrid: number;
  readonly bought: number;
  readonly boughtFromGrid: number;
  readonly payment: number;
}

export interface AuctionTotals {
  /** by the period in which they first took part */
  readonly participants: readonly ParticipantTotals[];
  readonly grid: PeriodReport['grid'];
  readonly surplus: number;
}

export function auctionTotals({ periods }: Pick<AuctionReport, 'periods'>): AuctionTotals {
  const totals = new Map<
    string,
    { -readonly [Field in keyof ParticipantTotals]: ParticipantTotals[Field] }
  >();
  const grid = { bought: 0, sold: 0, payment: 0 };
  for (const period of periods) {
    for (const { id, side, amount, grid: rest, payment } of period.participants) {
      const sum = totals.get(id) ?? { id, sold: 0, soldToGrid: 0, bought: 0, boughtFromGrid: 0, payment: 0 };
      if (side === 'ask') [sum.sold, sum.soldToGrid] = [sum.sold + amount, sum.soldToGrid + rest];
      else [sum.bought, sum.boughtFromGrid] = [sum.bought + amount, sum.boughtFromGrid + rest];
      sum.payment += payment;
      totals.set(id, sum);
    }
    for (const field of ['bought', 'sold', 'payment'] as const) grid[field] += period.grid[field];
  }
  return {
    participants: [...totals.values()],
    grid,
    surplus: periods.reduce((sum, { surplus }) => sum + surplus, 0),
  };
}

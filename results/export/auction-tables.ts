import type { MarketInstance } from '#market/instance.js';
import type { EnergyType } from '#market/double-auction/orders.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { CellTable } from '../standings/board-table.js';
import { csvOf } from './csv.js';

/** Wh, and ct/kWh. A seller has a price at its type alone. */
export interface OrderLine {
  readonly period: number;
  readonly id: string;
  readonly side: 'ask' | 'bid';
  readonly type: EnergyType | null;
  readonly amount: number;
  readonly pv: number | null;
  readonly chp: number | null;
}

export interface MatchedLine {
  readonly period: number;
  readonly type: EnergyType;
  readonly seller: string;
  readonly buyer: string;
  readonly amount: number;
  readonly buyerPrice: number;
  readonly sellerPrice: number;
}

export function ordersTable(lines: readonly OrderLine[]): CellTable {
  return {
    columns: ['period', 'id', 'side', 'type', 'amount', 'price_pv', 'price_chp'],
    rows: lines.map(({ period, id, side, type, amount, pv, chp }) => [
      ...[period, id, side, type ?? '', amount, pv, chp],
    ]),
  };
}

/** Paid and received: 1e-7 EUR. */
export function matchesTable(lines: readonly MatchedLine[]): CellTable {
  // Whole 1/100 ct per kWh times Wh.
  const money = (amount: number, price: number): number => amount * Math.round(price * 100);
  return {
    columns: [
      ...['period', 'type', 'seller', 'buyer', 'amount', 'buyer_price', 'seller_price', 'paid', 'received'],
    ],
    rows: lines.map(({ period, type, seller, buyer, amount, buyerPrice, sellerPrice }) => [
      ...[period, type, seller, buyer, amount, buyerPrice, sellerPrice],
      ...[money(amount, buyerPrice), money(amount, sellerPrice)],
    ]),
  };
}

/** The auctions of a match, from which all that was paid in it can be computed anew; text by file name. Nothing of other mechanisms. */
export function auctionTables({ report, rounds }: MatchRecord): [name: string, text: string][] {
  if (!rounds.some(({ auction }) => auction)) return [];
  const idOf = (seat: number): string => report.perSeat[seat]!.id;
  const periods = rounds.map(({ round, auction }) => ({ period: round, ...auction! }));
  const orders = periods.flatMap(({ period, asks, bids }) => [
    ...asks.map(({ seat, type, amount, price }): OrderLine => ({
      ...{ period, id: idOf(seat), side: 'ask', type, amount },
      ...{ pv: type === 'pv' ? price : null, chp: type === 'chp' ? price : null },
    })),
    ...bids.map(({ seat, amount, pv, chp }): OrderLine => ({
      ...{ period, id: idOf(seat), side: 'bid', type: null, amount, pv, chp },
    })),
  ]);
  const matches = periods.flatMap(({ period, matches: made }) =>
    made.map(({ seller, buyer, ...match }) => ({
      period,
      ...match,
      ...{ seller: idOf(seller), buyer: idOf(buyer) },
    })),
  );
  const grid: CellTable = {
    columns: ['period', 'first', 'grid_sells', 'grid_buys'],
    rows: periods.map(({ period, first, grid: { sells, buys } }) => [period, first, sells, buys]),
  };
  return [
    ['periods.csv', csvOf(grid)],
    ['orders.csv', csvOf(ordersTable(orders))],
    ['matches.csv', csvOf(matchesTable(matches))],
  ];
}

/** A clock's rounds: what was announced, and what was wanted beyond what was offered (units). Nothing of other mechanisms. */
export function clockTables(
  { rounds }: MatchRecord,
  { resources }: MarketInstance,
): [name: string, text: string][] {
  const told = rounds.flatMap(({ round, announced, excess }) =>
    (excess ?? []).map((wanted, r) => [round, resources[r]!.id, announced[r]!, wanted]),
  );
  if (told.length === 0) return [];
  return [['clock.csv', csvOf({ columns: ['round', 'resource', 'announced', 'excess'], rows: told })]];
}

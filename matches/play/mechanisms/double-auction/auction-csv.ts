import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { inCt } from '#market/double-auction/closed-period.js';
import {
  matchesTable,
  ordersTable,
  type MatchedLine,
  type OrderLine,
} from '#results/export/auction-tables.js';
import { csvOf } from '#results/export/csv.js';
import type { CellTable } from '#results/standings/board-table.js';
import type { AuctionReport } from './auction-report.js';

/** A double auction as tables for further analysis; text by file name. Wh, ct per kWh, and 1e-7 EUR; periods from 1. */
export function auctionCsv(
  report: AuctionReport,
  auction: Pick<Auction, 'periods'>,
): ReadonlyMap<string, string> {
  return new Map([
    ['periods.csv', csvOf(periods(report))],
    ['orders.csv', csvOf(ordersTable(orders(auction)))],
    ['matches.csv', csvOf(matchesTable(matches(report)))],
    ['payments.csv', csvOf(payments(report))],
  ]);
}

function periods({ periods }: AuctionReport): CellTable {
  return {
    columns: [
      ...['period', 'at', 'first', 'votes_pv', 'votes_chp', 'local_pv', 'local_chp', 'price_pv', 'price_chp'],
      ...[
        'grid_sells',
        'grid_buys',
        'to_grid',
        'from_grid',
        'grid_payment',
        'surplus',
        'refused',
        'replaced',
      ],
    ],
    rows: periods.map(({ at, first, votes, prices, auctions, grid, surplus, refused, replaced }, index) => {
      const volumeOf = (type: string): number => auctions.find((each) => each.type === type)!.volume;
      return [
        ...[index + 1, at ?? '', first, votes.pv, votes.chp, volumeOf('pv'), volumeOf('chp')],
        ...[prices.pv, prices.chp, grid.sells, grid.buys, grid.bought, grid.sold, grid.payment],
        ...[surplus, refused.length, replaced],
      ];
    }),
  };
}

/** As they were placed: a later one of a participant stands in the place of an earlier one. */
function orders({ periods }: Pick<Auction, 'periods'>): OrderLine[] {
  return periods.flatMap(({ orders: placed }, index) =>
    placed.map(({ side, order }): OrderLine => {
      const common = { period: index + 1, id: order.id, side, amount: Number(order.amount) };
      if (side === 'bid')
        return { ...common, type: null, pv: inCt(order.prices.pv), chp: inCt(order.prices.chp) };
      const { type } = order;
      const price = inCt(order.price);
      return { ...common, type, pv: type === 'pv' ? price : null, chp: type === 'chp' ? price : null };
    }),
  );
}

function matches({ periods }: AuctionReport): MatchedLine[] {
  return periods.flatMap(({ auctions }, index) =>
    auctions.flatMap(({ type, matches: made }) =>
      made.map((match) => ({ period: index + 1, type, ...match })),
    ),
  );
}

function payments({ periods }: AuctionReport): CellTable {
  return {
    columns: ['period', 'id', 'side', 'amount', 'local', 'grid', 'local_payment', 'grid_payment', 'payment'],
    rows: periods.flatMap(({ participants }, index) =>
      participants.map(({ id, side, amount, local, grid, localPayment, gridPayment, payment }) => [
        ...[index + 1, id, side, amount, local, grid, localPayment, gridPayment, payment],
      ]),
    ),
  };
}

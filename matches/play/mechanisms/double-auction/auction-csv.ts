import { csvOf } from '#results/export/csv.js';
import type { Table } from '#results/standings/board-table.js';
import type { AuctionReport } from './auction-report.js';

/** A double auction as tables for further analysis; text by file name. Wh, ct per kWh, and 1e-7 EUR; periods from 1. */
export function auctionCsv(report: AuctionReport): ReadonlyMap<string, string> {
  return new Map([
    ['periods.csv', csvOf(periods(report))],
    ['matches.csv', csvOf(matches(report))],
    ['payments.csv', csvOf(payments(report))],
  ]);
}

function periods({ periods }: AuctionReport): Table {
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

function matches({ periods }: AuctionReport): Table {
  return {
    columns: [
      ...['period', 'type', 'seller', 'buyer', 'amount', 'buyer_price', 'seller_price', 'paid', 'received'],
    ],
    rows: periods.flatMap(({ auctions }, index) =>
      auctions.flatMap(({ type, matches }) =>
        matches.map(({ seller, buyer, amount, buyerPrice, sellerPrice, paid, received }) => [
          ...[index + 1, type, seller, buyer, amount, buyerPrice, sellerPrice, paid, received],
        ]),
      ),
    ),
  };
}

function payments({ periods }: AuctionReport): Table {
  return {
    columns: ['period', 'id', 'side', 'amount', 'local', 'grid', 'local_payment', 'grid_payment', 'payment'],
    rows: periods.flatMap(({ participants }, index) =>
      participants.map(({ id, side, amount, local, grid, localPayment, gridPayment, payment }) => [
        ...[index + 1, id, side, amount, local, grid, localPayment, gridPayment, payment],
      ]),
    ),
  };
}

import type { AuctionOfType, PeriodReport } from '#matches/play/mechanisms/double-auction/auction-report.js';
import type { RefusedOrder } from '#matches/play/mechanisms/double-auction/play-auction.js';
import { counted } from '#results/export/counted.js';
import { textTable, type TextColumn } from '../../terminal/table.js';
import { energy, exactEuros, price } from './units.js';

/** One period in full: the vote, who traded what with whom, and what everybody pays. */
export function periodLines(period: PeriodReport, index: number): string[] {
  const { at, first, votes, halves, auctions, grid, refused, replaced } = period;
  const tie = votes.pv === votes.chp ? ' (a tie)' : '';
  return [
    `Period ${index + 1}${at === undefined ? '' : ` (${at})`}: ${first.toUpperCase()} first, votes ${votes.pv} PV, ${votes.chp} CHP${tie}`,
    ...(halves ? [`  Halves: ${halves.map((ids) => ids.join(' ') || 'nobody').join(' | ')}`] : []),
    ...auctions.map(auctionLine),
    `  To the grid ${energy(grid.bought)} kWh, from the grid ${energy(grid.sold)} kWh`,
    ...(replaced > 0 ? [`  ${counted(replaced, 'order')} replaced by a later one`] : []),
    ...refused.map((order) => `  ${refusalText(order)}`),
    ...tradeLines(auctions),
    ...paymentLines(period),
  ];
}

function auctionLine({ type, volume, price: paid }: AuctionOfType): string {
  const at = paid === null ? '' : ` at ${price(paid)} ct/kWh`;
  return volume === 0
    ? `  ${type.toUpperCase()}: no trade`
    : `  ${type.toUpperCase()}: ${energy(volume)} kWh${at}`;
}

const reasons: Readonly<Record<RefusedOrder['reason'], string>> = {
  'no-amount': 'it names no energy',
  'negative-price': 'a price is negative',
  'on-both-sides': 'the participant is on the other side already',
  'no-money': 'its dearest price, or the grid’s, is more than there is money',
  'no-tokens': 'there are fewer tokens',
};

/** Whose order was refused, and why. */
export function refusalText({ id, side, reason }: RefusedOrder): string {
  return `${side} of ${id} refused: ${reasons[reason]}`;
}

const tradeColumns: readonly TextColumn[] = [
  { title: '  Type', align: 'left' },
  { title: 'Seller', align: 'left', most: 24 },
  { title: 'Buyer', align: 'left', most: 24 },
  { title: 'kWh', align: 'right' },
  { title: 'ct/kWh', align: 'right' },
  { title: 'EUR', align: 'right' },
];

function tradeLines(auctions: readonly AuctionOfType[]): string[] {
  const rows = auctions.flatMap(({ type, matches }) =>
    matches.map(({ seller, buyer, amount, buyerPrice, paid }) => {
      return [`  ${type.toUpperCase()}`, seller, buyer, energy(amount), price(buyerPrice), exactEuros(paid)];
    }),
  );
  return rows.length === 0 ? [] : ['', ...textTable(tradeColumns, rows)];
}

const paymentColumns: readonly TextColumn[] = [
  { title: '  Participant', align: 'left', most: 30 },
  { title: 'kWh', align: 'right' },
  { title: 'traded', align: 'right' },
  { title: 'with grid', align: 'right' },
  { title: 'Pays EUR', align: 'right' },
];

function paymentLines({ participants, grid, surplus }: PeriodReport): string[] {
  if (participants.length === 0) return ['  Nobody took part.'];
  const rows = participants.map(({ id, side, amount, local, grid: rest, payment }) => {
    const sign = side === 'ask' ? -1 : 1;
    return [`  ${id}`, energy(sign * amount), energy(sign * local), energy(sign * rest), exactEuros(payment)];
  });
  return [
    '',
    ...textTable(paymentColumns, [
      ...rows,
      ['  the grid', energy(grid.bought - grid.sold), '', '', exactEuros(grid.payment)],
      ...(surplus === 0 ? [] : [['  surplus', '', '', '', exactEuros(-surplus)]]),
    ]),
  ];
}

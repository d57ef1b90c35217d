import type { AuctionReport } from '#matches/play/mechanisms/double-auction/auction-report.js';
import { auctionTotals, pairTotals } from '#matches/play/mechanisms/double-auction/auction-totals.js';
import { counted } from '#results/export/counted.js';
import { formatFixed } from '../../terminal/numbers.js';
import { textTable, type TextColumn } from '../../terminal/table.js';
import { energy, exactEuros, price } from './units.js';

const totalColumns: readonly TextColumn[] = [
  { title: 'Participant', align: 'left', most: 30 },
  { title: 'Sold kWh', align: 'right' },
  { title: 'to grid', align: 'right' },
  { title: 'Bought kWh', align: 'right' },
  { title: 'from grid', align: 'right' },
  { title: 'Pays EUR', align: 'right' },
];

/** What everybody traded and pays. */
export function totalLines(report: AuctionReport): string[] {
  const { participants, grid, surplus } = auctionTotals(report);
  const rows = participants.map((each) => [
    each.id,
    energy(each.sold),
    energy(each.soldToGrid),
    energy(each.bought),
    energy(each.boughtFromGrid),
    exactEuros(each.payment),
  ]);
  return textTable(totalColumns, [
    ...rows,
    ['the grid', energy(grid.sold), '', energy(grid.bought), '', exactEuros(grid.payment)],
    ...(surplus === 0 ? [] : [['surplus', '', '', '', '', exactEuros(-surplus)]]),
  ]);
}

/** Per type: how much, in how many periods, and at which prices. */
export function pricesPerType({ periods }: AuctionReport): string[] {
  return (['pv', 'chp'] as const).map((type) => {
    const held = periods.flatMap(({ auctions }) =>
      auctions.filter((each) => each.type === type && each.volume > 0),
    );
    const matches = held.flatMap((each) => each.matches);
    if (matches.length === 0) return `${type.toUpperCase()}: no trade`;
    const volume = matches.reduce((sum, { amount }) => sum + amount, 0);
    const paid = matches.reduce((sum, each) => sum + each.paid, 0);
    const [lowest, highest] = matches.reduce(
      ([low, high], { buyerPrice }) => [Math.min(low, buyerPrice), Math.max(high, buyerPrice)],
      [Infinity, -Infinity],
    );
    return (
      `${type.toUpperCase()}: ${energy(volume)} kWh in ${counted(held.length, 'period')}, ` +
      `${price(lowest)} to ${price(highest)}, ${price(paid / volume / 100)} ct/kWh on average`
    );
  });
}

const MOST_PAIRS = 12;
const pairColumns: readonly TextColumn[] = [
  { title: 'Type', align: 'left' },
  { title: 'Seller', align: 'left', most: 24 },
  { title: 'Buyer', align: 'left', most: 24 },
  { title: 'kWh', align: 'right' },
  { title: 'EUR', align: 'right' },
];

/** Who sold most to whom. */
export function pairLines(report: AuctionReport): string[] {
  const pairs = pairTotals(report);
  const rows = pairs.slice(0, MOST_PAIRS).map(({ type, seller, buyer, amount, paid }) => {
    return [type.toUpperCase(), seller, buyer, energy(amount), exactEuros(paid)];
  });
  const shown =
    pairs.length > MOST_PAIRS ? `, the largest ${MOST_PAIRS} of ${counted(pairs.length, 'pair')}` : '';
  return [`Who traded with whom${shown}`, ...textTable(pairColumns, rows)];
}

export function conservationLine(report: AuctionReport): string {
  const { participants, grid, surplus } = auctionTotals(report);
  const paid = participants.reduce((sum, { payment }) => sum + payment, grid.payment);
  const local = participants.reduce((sum, { sold, soldToGrid }) => sum + sold - soldToGrid, 0);
  const gridShare = local + grid.sold === 0 ? 0 : grid.sold / (local + grid.sold);
  return (
    `Money ${paid === surplus ? 'adds up to the unit' : 'DOES NOT ADD UP'}; ` +
    `${formatFixed(100 * gridShare, 1)} % of what was bought came from the grid.`
  );
}

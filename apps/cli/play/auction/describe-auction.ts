import { auctionTotals, type AuctionReport, type PeriodReport } from '#matches/auction/auction-report.js';
import { counted, formatFixed } from '../../terminal/numbers.js';
import { table, type Column } from '../../terminal/table.js';
import { periodLines } from './period-lines.js';
import { energy, money, price } from './units.js';

/** More are told in one line each. */
const MOST_IN_FULL = 6;

/** An auction as a person reads it: its periods, and what everybody traded and paid in all of them. */
export function describeAuction(report: AuctionReport): string[] {
  const { id, title, periods, grid } = report;
  const rule = typeof report.pricing === 'string' ? report.pricing : `k = ${report.pricing.k}`;
  const inFull = periods.length <= MOST_IN_FULL;
  return [
    `${title ?? id} (${id}): double auction, ${counted(periods.length, 'period')}`,
    `Price rule ${rule}; the grid sells at ${price(grid.sells)} and buys at ${price(grid.buys)} ct/kWh.`,
    ...(inFull
      ? periods.flatMap((period, index) => ['', ...periodLines(period, index)])
      : ['', ...overview(periods)]),
    ...(periods.length > 1 ? ['', 'All periods', ...totalLines(report)] : []),
    '',
    conservationLine(report),
  ];
}

const overviewColumns: readonly Column[] = [
  { title: 'Period', align: 'right' },
  { title: 'First', align: 'left' },
  { title: 'PV kWh', align: 'right' },
  { title: 'ct/kWh', align: 'right' },
  { title: 'CHP kWh', align: 'right' },
  { title: 'ct/kWh', align: 'right' },
  { title: 'To grid kWh', align: 'right' },
  { title: 'From grid kWh', align: 'right' },
];

function overview(periods: readonly PeriodReport[]): string[] {
  const rows = periods.map(({ first, auctions, grid }, index) => {
    const cells = (['pv', 'chp'] as const).flatMap((type) => {
      const { volume, price: paid } = auctions.find((each) => each.type === type)!;
      return [energy(volume), price(paid)];
    });
    return [String(index + 1), first.toUpperCase(), ...cells, energy(grid.bought), energy(grid.sold)];
  });
  return table(overviewColumns, rows);
}

const totalColumns: readonly Column[] = [
  { title: 'Participant', align: 'left', most: 30 },
  { title: 'Sold kWh', align: 'right' },
  { title: 'to grid', align: 'right' },
  { title: 'Bought kWh', align: 'right' },
  { title: 'from grid', align: 'right' },
  { title: 'Pays EUR', align: 'right' },
];

function totalLines(report: AuctionReport): string[] {
  const { participants, grid, surplus } = auctionTotals(report);
  const rows = participants.map((each) => [
    each.id,
    energy(each.sold),
    energy(each.soldToGrid),
    energy(each.bought),
    energy(each.boughtFromGrid),
    money(each.payment),
  ]);
  return table(totalColumns, [
    ...rows,
    ['the grid', energy(grid.sold), '', energy(grid.bought), '', money(grid.payment)],
    ...(surplus === 0 ? [] : [['surplus', '', '', '', '', money(-surplus)]]),
  ]);
}

function conservationLine(report: AuctionReport): string {
  const { participants, grid, surplus } = auctionTotals(report);
  const paid = participants.reduce((sum, { payment }) => sum + payment, grid.payment);
  const local = participants.reduce((sum, { sold, soldToGrid }) => sum + sold - soldToGrid, 0);
  const shareOfGrid = local + grid.sold === 0 ? 0 : grid.sold / (local + grid.sold);
  return (
    `Money ${paid === surplus ? 'adds up to the unit' : 'DOES NOT ADD UP'}; ` +
    `${formatFixed(100 * shareOfGrid, 1)} % of what was bought came from the grid.`
  );
}

import type { AuctionReport, PeriodReport } from '#matches/play/mechanisms/double-auction/auction-report.js';
import { counted } from '#results/export/counted.js';
import { formatFixed } from '../../terminal/numbers.js';
import { textTable, type TextColumn } from '../../terminal/table.js';
import { biddingLines } from './bidding-lines.js';
import { periodLines, refusalText } from './period-lines.js';
import { conservationLine, pairLines, pricesPerType, totalLines } from './total-lines.js';
import { energy, price } from './units.js';

/** More are told in one line each. */
const MOST_IN_FULL = 6;
const SHOWN_REFUSALS = 5;

/** An auction as a person reads it: its periods, and what everybody traded and paid in all of them. */
export function describeAuction(report: AuctionReport): string[] {
  const { id, title, seed, periods, pricing } = report;
  const rule = typeof pricing === 'string' ? pricing : `k = ${pricing.k}`;
  const named = seed === null ? id : `${id}, seed ${seed}`;
  const inFull = periods.length <= MOST_IN_FULL;
  return [
    `${title ?? id} (${named}): double auction, ${counted(periods.length, 'period')}`,
    `Price rule ${rule}; ${gridPrices(periods)}`,
    ...(inFull
      ? periods.flatMap((period, index) => ['', ...periodLines(period, index)])
      : [
          '',
          ...overview(periods),
          ...bookLines(periods),
          '',
          ...pricesPerType(report),
          '',
          ...pairLines(report),
        ]),
    ...(periods.length > 1 ? ['', 'All periods', ...totalLines(report)] : []),
    '',
    conservationLine(report),
    ...biddingLines(report),
    ...chainLines(report),
  ];
}

/** Orders that did not stand, the first of those refused one by one. */
function bookLines(periods: readonly PeriodReport[]): string[] {
  const replaced = periods.reduce((sum, period) => sum + period.replaced, 0);
  const lines = periods.flatMap((period, index) =>
    period.refused.map((one) => `  period ${nameOf(period, index)}: ${refusalText(one)}`),
  );
  const more = lines.length - SHOWN_REFUSALS;
  return [
    ...(replaced + lines.length > 0 ? [''] : []),
    ...(replaced > 0 ? [`${counted(replaced, 'order')} replaced by later ones`] : []),
    ...(lines.length > 0 ? [`${counted(lines.length, 'order')} refused`] : []),
    ...lines.slice(0, SHOWN_REFUSALS),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function chainLines({ chain }: AuctionReport): string[] {
  if (!chain) return [];
  const { network, transactions, gas } = chain;
  return [
    `Closed on the ${network} chain: ${counted(transactions, 'transaction')}, ${formatFixed(gas, 0)} gas.`,
  ];
}

function gridPrices(periods: readonly PeriodReport[]): string {
  const told = (field: 'sells' | 'buys'): string => {
    const all = periods.map(({ grid }) => grid[field]);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return least === most ? price(least) : `${price(least)} to ${price(most)}`;
  };
  return `the grid sells at ${told('sells')} and buys at ${told('buys')} ct/kWh.`;
}

const columns: readonly TextColumn[] = [
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
  const rows = periods.map((period, index) => {
    const { first, auctions, grid } = period;
    const cells = (['pv', 'chp'] as const).flatMap((type) => {
      const { volume, price: paid } = auctions.find((each) => each.type === type)!;
      return [energy(volume), price(paid)];
    });
    return [nameOf(period, index), first.toUpperCase(), ...cells, energy(grid.bought), energy(grid.sold)];
  });
  return textTable(columns, rows);
}

function nameOf({ at }: PeriodReport, index: number): string {
  return at === undefined ? String(index + 1) : at.slice(11, 16);
}

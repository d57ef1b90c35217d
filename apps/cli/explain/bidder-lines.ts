import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { BidderExplanation, ExplainedPeriod, TakenOrder } from '#matches/explain/explain-bidder.js';
import { counted } from '#results/export/counted.js';
import { periodLabel } from '../play/report/price-lines.js';
import { formatFixed, formatSigned } from '../terminal/numbers.js';
import { textTable, type TextColumn } from '../terminal/table.js';
import { wrapText } from '../terminal/wrap.js';

/** EUR: less is not worth a word. */
const VISIBLE = 0.00005;

/** What became of a seat of a double auction as a person reads it: the summary, its periods, its console. */
export function bidderLines(explanation: BidderExplanation, drawn: DrawnMarket): string[] {
  const { match, seat, id, plugin, periods } = explanation;
  return [
    `${id}, seat ${seat} of ${match}, played by ${plugin}`,
    '',
    ...wrapText(sentences(explanation, drawn).join(' ')),
    '',
    ...periodTable(periods, drawn),
    ...periods.flatMap(({ period, failures }) =>
      failures.map(({ kind, reason }) => `period ${period}: ${kind}: ${reason}`),
    ),
    ...consoleLines(periods),
  ];
}

function sentences({ seat, summary }: BidderExplanation, { auction }: DrawnMarket): string[] {
  const { saved, earned, attainable, orders, filled, ordered, traded, largestMiss } = summary;
  const measure = auction!.agents[seat]!.home
    ? 'against the grid’s prices'
    : 'against its reservation prices';
  return [
    `It saved ${money(saved)} in all. Of ${counted(orders, 'order')} ${formatFixed(filled, 0)} met others, with ${formatFixed(traded, 0)} of ${formatFixed(ordered, 0)} Wh, and earned ${money(earned)} ${measure}.`,
    attainable - earned < VISIBLE
      ? 'No other price would have earned more in any period, everybody else’s orders as they were.'
      : `The best price of each period would have earned ${money(attainable)}, everybody else’s orders and its amounts as they were.`,
    ...(largestMiss?.best
      ? [
          `The dearest was in period ${largestMiss.period}: ${priceText(largestMiss.best.order)} in the place of ${priceText(largestMiss.order!)} would have earned ${money(largestMiss.best.earned - largestMiss.earned)} more.`,
        ]
      : []),
    ...(summary.lostTurns > 0
      ? [
          `${counted(summary.lostTurns, 'turn was', 'turns were')} lost, the first in ${summary.firstReason!}.`,
        ]
      : []),
  ];
}

function periodTable(periods: readonly ExplainedPeriod[], drawn: DrawnMarket): string[] {
  const right = (title: string): TextColumn => ({ title, align: 'right' });
  const columns: TextColumn[] = [
    ...[
      right('period'),
      right('begins'),
      right('meter (Wh)'),
      { title: 'order (Wh, ct/kWh)', align: 'left' } as const,
    ],
    ...[right('traded'), right('price'), right('earned (EUR)'), right('best price'), right('earns')],
  ];
  const rows = periods.map(({ period, meter, order, traded, price, earned, best }) => [
    formatFixed(period, 0),
    periodLabel(drawn, period - 1),
    meter === null ? '-' : formatSigned(meter, 0),
    order ? `${order.side} ${formatFixed(order.amount, 0)} at ${priceText(order)}` : '-',
    formatFixed(traded.pv + traded.chp, 0),
    price === null ? '-' : formatFixed(price, 2),
    formatSigned(earned, 4),
    best && best.earned - earned >= VISIBLE ? priceText(best.order) : '-',
    best && best.earned - earned >= VISIBLE ? formatSigned(best.earned, 4) : '-',
  ]);
  return textTable(columns, rows);
}

/** `12.00`, or where the types differ `pv 20.00 chp 18.00` */
function priceText(order: TakenOrder): string {
  if (order.side === 'ask') return formatFixed(order.price, 2);
  const { pv, chp } = order.prices;
  return pv === chp ? formatFixed(pv, 2) : `pv ${formatFixed(pv, 2)} chp ${formatFixed(chp, 2)}`;
}

function consoleLines(periods: readonly ExplainedPeriod[]): string[] {
  const said = periods.flatMap(({ period, console }) => console.map((line) => `  period ${period}: ${line}`));
  return said.length === 0 ? [] : ['', 'Console', ...said];
}

function money(value: number): string {
  return `${formatFixed(value, 4)} EUR`;
}

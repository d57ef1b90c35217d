import type {
  ExplainedOrder,
  ExplainedRound,
  SeatExplanation,
  SeatSummary,
} from '#matches/explain/explain-seat.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { currencyOf } from '#matches/currency.js';
import { periodLabel, stem } from '../play/report/price-lines.js';
import { formatFixed, formatSigned } from '../terminal/numbers.js';
import { textTable, type TextColumn } from '../terminal/table.js';
import { wrapText } from '../terminal/wrap.js';
import { summarySentences } from './summary-sentences.js';

const DECIMALS = 4;
const VISIBLE = 0.5 * 10 ** -DECIMALS;

/** What became of a seat as a person reads it: the summary, rounds, orders, its console. */
export function explanationLines(explanation: SeatExplanation, drawn: DrawnMarket): string[] {
  const { match, day, period, seat, id, plugin, rounds } = explanation;
  const market = day === undefined ? '' : `, day ${day}${period ? ` from period ${period} on` : ''}`;
  const currency = currencyOf(drawn.instance);
  return [
    `${id}, seat ${seat} of ${match}${market}, played by ${plugin}`,
    '',
    ...wrapText(summarySentences(explanation, currency).join(' ')),
    '',
    ...roundTable(rounds, currency),
    ...settlementLine(explanation.summary, currency),
    '',
    ...orderTable(rounds, drawn, currency),
    ...rounds.flatMap(({ round, failures }) =>
      failures.map(({ kind, reason }) => `round ${round}: ${kind}: ${reason}`),
    ),
    ...consoleLines(rounds),
  ];
}

function right(title: string): TextColumn {
  return { title, align: 'right' };
}

function roundTable(rounds: readonly ExplainedRound[], currency: string): string[] {
  const columns = [
    right('round'),
    right('mean price'),
    right('cleared at'),
    right('forecast off by'),
    right('announced off by'),
    right('orders'),
    right('filled'),
    right(`gained (${currency})`),
    right('best there'),
  ];
  const rows = rounds.map((round) => [
    formatFixed(round.round, 0),
    formatFixed(mean(round.announced), DECIMALS),
    formatFixed(mean(round.cleared), DECIMALS),
    orDash(round.forecastError),
    formatFixed(round.announcedError, DECIMALS),
    formatFixed(round.orders.filter(({ from }) => from === 'sent').length, 0),
    formatFixed(round.orders.filter(({ fill }) => fill > 0).length, 0),
    formatSigned(round.gained, DECIMALS),
    orDash(round.best),
  ]);
  return textTable(columns, rows);
}

/** Rounds show trades at their own prices, which is not what was paid where the end of the match settles them. */
function settlementLine({ settlement, earned }: SeatSummary, currency: string): string[] {
  if (settlement === null) return [];
  const text = `Money above and below is at the prices of each round. In the end all was settled at the final prices: ${formatSigned(settlement, DECIMALS)} ${currency}, in all ${formatSigned(earned, DECIMALS)}.`;
  return ['', ...wrapText(text)];
}

function orderTable(rounds: readonly ExplainedRound[], drawn: DrawnMarket, currency: string): string[] {
  const columns: TextColumn[] = [
    right('round'),
    { title: `order (${currency})`, align: 'left', most: 44 },
    right('worth'),
    right('limit'),
    right('price'),
    right('fill'),
    right('earned'),
    right('next-best limit'),
  ];
  const rows = rounds.flatMap(({ round, orders }) =>
    orders.map((order) => [
      formatFixed(round, 0),
      bundleText(order, drawn),
      orDash(order.worth),
      formatFixed(order.limit, DECIMALS),
      formatFixed(order.price, DECIMALS),
      formatFixed(order.fill, 3),
      order.earned === null ? '-' : formatSigned(order.earned, DECIMALS),
      order.missed === null ? '-' : order.missed < VISIBLE ? 'nothing' : formatSigned(order.missed, DECIMALS),
    ]),
  );
  return textTable(columns, rows);
}

/** `buys 2.10, sells 3.00, most energy 17:00` */
function bundleText({ bundle, from, kind }: ExplainedOrder, drawn: DrawnMarket): string {
  const sum = (sign: 1 | -1): number => bundle.reduce((all, q) => all + Math.max(0, sign * q), 0);
  const traded = [
    { verb: 'buys', amount: sum(1) },
    { verb: 'sells', amount: sum(-1) },
  ].filter(({ amount }) => amount > 0);
  const visible = traded.filter(({ amount }) => amount >= 0.005);
  const parts = (visible.length > 0 ? visible : traded).map(
    ({ verb, amount }) => `${verb} ${amount < 0.005 ? 'next to nothing' : formatFixed(amount, 2)}`,
  );
  const most = bundle.reduce((best, q, r) => (Math.abs(q) > Math.abs(bundle[best]!) ? r : best), 0);
  const marks = [...(kind === 'unlimited' ? ['a unit'] : []), ...(from === 'standing' ? ['standing'] : [])];
  return [...parts, `most ${resourceText(drawn, most)}`, ...marks].join(', ');
}

function resourceText(drawn: DrawnMarket, r: number): string {
  const resource = drawn.instance.resources[r];
  if (resource?.period === undefined) return resource?.id ?? '';
  return `${stem(resource)} ${periodLabel(drawn, resource.period)}`;
}

function consoleLines(rounds: readonly ExplainedRound[]): string[] {
  const said = rounds.flatMap(({ round, console }) => console.map((line) => `  round ${round}: ${line}`));
  return said.length === 0 ? [] : ['', 'Console', ...said];
}

function orDash(value: number | null): string {
  return value === null ? '-' : formatFixed(value, DECIMALS);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

import type { RoundRecord, RoundTransaction } from '#market/match/report/report.js';
import type { ShownOrder } from '#matches/play/shown/shown-books.js';
import { counted } from '#results/export/counted.js';
import { html, type Html } from '../html.js';
import { money } from '../numbers.js';
import { table } from '../table.js';

/** Rows of a table. */
const MOST_ROWS = 200;
/** Rows that need not be asked for. */
const FEW = 5;
/** Entries of a bundle, where no seat is chosen. */
const MOST_ENTRIES = 6;

export interface OrderPlace {
  readonly nameOf: (seat: number) => string;
  /** of a resource, such as `17:00` */
  readonly resource: (r: number) => string;
  readonly unit: string;
  readonly currency: string;
  /** whose, null: everybody's */
  readonly seat: number | null;
}

/** How the book of a round changed, of which records hold how many orders there are, not which. */
export function bookWords({ newOrders, openOrders }: RoundRecord, before: RoundRecord | undefined): string {
  const open = before?.openOrders ?? 0;
  const gone = open + newOrders - openOrders;
  return `${open} open before it, ${newOrders} new, ${gone} filled or withdrawn, ${openOrders} open after it`;
}

/** The order book of a round: what was asked for, for how much at most, and how much of it was settled. */
export function roundOrders(orders: readonly ShownOrder[], place: OrderPlace): Html {
  const chosen = orders.filter(({ seat }) => place.seat === null || seat === place.seat);
  if (chosen.length === 0)
    return html`<p>No open order${place.seat === null ? '' : ' of this seat'} in this round.</p>`;
  const traded = chosen.filter(({ fill }) => fill > 0);
  const waiting = chosen.filter(({ fill }) => fill === 0);
  return html`<p class="quiet">
      ${counted(chosen.length, 'open order')}, ${traded.length === 0 ? 'none' : traded.length} of which
      traded. Orders can trade where their limit is above what they cost at the clearing prices.
    </p>
    ${traded.length > 0 ? orderTable('Orders that traded', traded, place) : null}
    ${
      waiting.length > 0
        ? html`<details${waiting.length <= FEW || traded.length === 0 ? html` open` : null}>
            <summary>${counted(waiting.length, 'order')} that did not trade</summary>
            ${orderTable('Orders that did not trade', waiting, place)}
          </details>`
        : null
    }`;
}

function orderTable(label: string, orders: readonly ShownOrder[], place: OrderPlace): Html {
  const { unit, currency, nameOf } = place;
  const of = ({ bundle }: ShownOrder, sign: 1 | -1): string => {
    const sum = bundle.reduce((all, [, quantity]) => all + Math.max(0, sign * quantity), 0);
    return sum === 0 ? '–' : money(sum);
  };
  return html`${table(
    label,
    [
      { head: 'Seat', cell: ({ seat }) => (seat === null ? 'the dealer' : nameOf(seat)) },
      { head: 'Asks for', cell: (order) => bundleWords(order, place) },
      { head: html`Buys <small>${unit}</small>`, kind: 'number', cell: (order) => of(order, 1) },
      { head: html`Sells <small>${unit}</small>`, kind: 'number', cell: (order) => of(order, -1) },
      {
        head: html`Limit <small>${currency}; below 0: wants at least</small>`,
        kind: 'number',
        cell: ({ limit }) => money(limit),
      },
      {
        head: html`At clearing prices <small>${currency}</small>`,
        kind: 'number',
        cell: ({ cost }) => money(cost),
      },
      { head: html`Filled <small>%</small>`, kind: 'number', cell: ({ fill }) => (fill * 100).toFixed(1) },
    ],
    orders.slice(0, MOST_ROWS),
    { stacked: 'dense' },
  )}${
    orders.length > MOST_ROWS
      ? html`<p class="quiet">
          The first ${MOST_ROWS} are shown; choose a seat for its own, or take the match’s tables.
        </p>`
      : null
  }`;
}

/** `17:00 +1.25, 18:00 −0.5`; whole only where a seat is chosen. */
function bundleWords({ bundle, kind }: ShownOrder, { resource, seat }: OrderPlace): Html {
  const largest = [...bundle].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const kept = new Set(
    seat === null ? largest.slice(0, MOST_ENTRIES).map(([r]) => r) : bundle.map(([r]) => r),
  );
  const words = bundle
    .filter(([r]) => kept.has(r))
    .map(
      ([r, quantity]) =>
        `${resource(r)} ${quantity < 0 ? '−' : '+'}${Number(Math.abs(quantity).toPrecision(4))}`,
    )
    .join(', ');
  const more = bundle.length - kept.size;
  return html`${kind === 'unlimited' ? 'any part of ' : null}${words}${more > 0 ? ` and ${more} more` : null}`;
}

const KINDS: Readonly<Record<string, string>> = {
  submitOrders: 'orders',
  cancelOrders: 'takes its orders back',
  propose: 'proposes a clearing',
  reject: 'rejects the clearing',
  clear: 'clears and settles',
  raiseLimit: 'raises its limit',
  placeBond: 'places its bond',
  releaseBond: 'takes its bond back',
  commit: 'commits orders that nobody sees',
  closeCommitments: 'closes commitments',
  closeBatch: 'closes the batch',
  collectForfeits: 'collects what was forfeited',
};

/** What a round took on the chain; `network`: which. */
export function roundTransactions(
  transactions: readonly RoundTransaction[],
  network: string,
  { nameOf, seat }: Pick<OrderPlace, 'nameOf' | 'seat'>,
): Html {
  const shown = transactions.filter(({ sender }) => seat === null || sender === seat);
  const gas = shown.reduce((sum, one) => sum + one.gas, 0);
  if (shown.length === 0)
    return html`<p>No transaction${seat === null ? '' : ' of this seat'} in this round.</p>`;
  return html`<p class="quiet">
      ${counted(shown.length, 'transaction')} on chain ${network}, gas
      ${gas.toLocaleString('en')}${shown.length > MOST_ROWS ? `; the first ${MOST_ROWS} are shown` : ''}.
    </p>
    ${table(
      'Transactions of the round',
      [
        {
          head: 'Sent by',
          cell: ({ sender }) => (typeof sender === 'number' ? nameOf(sender) : `the ${sender}`),
        },
        { head: 'What', cell: ({ kind }) => KINDS[kind] ?? kind },
        { head: 'Gas', kind: 'number', cell: (one) => one.gas.toLocaleString('en') },
        { head: 'Block', kind: 'number', cell: ({ block }) => block },
        {
          head: 'Hash',
          cell: ({ hash }) => html`<code title="${hash}">${hash.slice(0, 10)}…${hash.slice(-4)}</code>`,
        },
      ],
      shown.slice(0, MOST_ROWS),
      { stacked: 'dense' },
    )}`;
}

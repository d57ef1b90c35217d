import { energyTypes, type EnergyType } from '#market/double-auction/orders.js';
import type { BookedMatch, PeriodBook } from '#market/match/report/auction-record.js';
import { orderBookFigure, type BookStep } from '#results/export/figures/order-book-figure.js';
import { drawing, html, type Html } from '../html.js';
import { decimal, quantity } from '../numbers.js';
import { fact } from '../page.js';
import { table } from '../table.js';

const named: Readonly<Record<EnergyType, string>> = { pv: 'PV', chp: 'CHP' };
const other: Readonly<Record<EnergyType, EnergyType>> = { pv: 'chp', chp: 'pv' };

/** An order, and what became of it; Wh */
interface OrderRow {
  readonly seat: number;
  readonly words: string;
  readonly amount: number;
  readonly traded: number;
}

/** A period of a double auction: its books, prices and matches, and what the grid took and gave; `seat`: whose, null: everybody's. */
export function auctionPeriod(book: PeriodBook, nameOf: (seat: number) => string, seat: number | null): Html {
  const { first, grid, asks, bids, matches } = book;
  const traded = sum(matches);
  const [offered, wanted] = [sum(asks), sum(bids)];
  const surplus = matches.reduce((all, one) => all + one.amount * (one.buyerPrice - one.sellerPrice), 0);
  const rows = ordersOf(book).filter((row) => seat === null || row.seat === seat);
  const shown = matches.filter(({ seller, buyer }) => seat === null || seller === seat || buyer === seat);
  return html`<h3>The auction of the period</h3>
    <dl class="facts">
      ${fact('Orders', `${asks.length} asks, ${bids.length} bids`)} ${fact('Auctioned first', named[first])}
      ${energyTypes.map((type) => fact(`Price of ${named[type]}`, priceWords(matches.filter((one) => one.type === type))))}
      ${fact('Traded with each other', `${kWh(traded)} kWh`)}
      ${fact('From the grid', `${kWh(wanted - traded)} kWh at ${ct(grid.sells)} ct/kWh`)}
      ${fact('To the grid', `${kWh(offered - traded)} kWh at ${ct(grid.buys)} ct/kWh`)}
      ${fact('The grid’s share of what was bought', wanted > 0 ? quantity((wanted - traded) / wanted, '1') : 'nothing was')}
      ${surplus > 0 ? fact('Left to whoever runs the market', `${decimal(surplus / 1e5, 5)} EUR`) : null}
    </dl>
    <div class="pair">
      ${energyTypes.filter((type) => asks.some((ask) => ask.type === type)).map((type) => bookOf(book, type))}
    </div>
    ${
      rows.length === 0
        ? html`<p>No order${seat === null ? '' : ' of this seat'} in this period.</p>`
        : table(
            'Orders of the period',
            [
              { head: 'Seat', cell: (row) => nameOf(row.seat) },
              { head: 'Order', cell: ({ words }) => words },
              { head: html`Amount <small>Wh</small>`, kind: 'number', cell: ({ amount }) => amount },
              { head: html`Traded <small>Wh</small>`, kind: 'number', cell: (row) => row.traded },
              {
                head: html`With the grid <small>Wh</small>`,
                kind: 'number',
                cell: (row) => row.amount - row.traded,
              },
            ],
            rows,
            { stacked: 'dense' },
          )
    }
    ${
      shown.length === 0
        ? html`<p>No match${seat === null ? '' : ' of this seat'} in this period.</p>`
        : table(
            'Matches of the period',
            [
              { head: 'Seller', cell: ({ seller }) => nameOf(seller) },
              { head: 'Buyer', cell: ({ buyer }) => nameOf(buyer) },
              { head: 'Type', cell: ({ type }) => named[type] },
              { head: html`Amount <small>Wh</small>`, kind: 'number', cell: ({ amount }) => amount },
              { head: html`Price <small>ct/kWh</small>`, kind: 'number', cell: (one) => priceWords([one]) },
              {
                head: html`Paid <small>EUR</small>`,
                kind: 'number',
                cell: ({ amount, buyerPrice }) => decimal((amount * buyerPrice) / 1e5, 5),
              },
            ],
            shown,
            { stacked: 'dense' },
          )
    }`;
}

/** Demand for a type is what is left of it when its turn comes. */
function bookOf({ first, grid, asks, bids, matches }: PeriodBook, type: EnergyType): Html {
  const before = type === first ? [] : matches.filter((match) => match.type === other[type]);
  const demand = bids.flatMap(({ seat, amount, [type]: price }): BookStep[] => {
    const left = amount - sum(before.filter(({ buyer }) => buyer === seat));
    return left > 0 ? [{ amount: left, price }] : [];
  });
  const traded = sum(matches.filter((match) => match.type === type));
  const title = `Order book of ${named[type]}`;
  const supply = asks.filter((ask) => ask.type === type);
  return html`<figure tabindex="0">
    ${drawing(orderBookFigure({ title, bids: demand, asks: supply, traded, grid }))}
    <figcaption>
      ${named[type]}, auctioned ${type === first ? 'first' : 'with the demand that was left'}: the dearest
      bids meet the cheapest asks.
    </figcaption>
  </figure>`;
}

function ordersOf({ asks, bids, matches }: PeriodBook): OrderRow[] {
  return [
    ...asks.map(({ seat, type, amount, price }) => ({
      ...{ seat, amount, words: `sells ${named[type]} from ${ct(price)} ct/kWh on` },
      traded: sum(matches.filter(({ seller }) => seller === seat)),
    })),
    ...bids.map(({ seat, amount, pv, chp }) => ({
      ...{ seat, amount, words: `pays up to ${ct(pv)} for PV, ${ct(chp)} for CHP` },
      traded: sum(matches.filter(({ buyer }) => buyer === seat)),
    })),
  ];
}

/** `12.00`, `12.00 to 14.50`, `buyers 18.00, sellers 12.00` */
function priceWords(matches: readonly Pick<BookedMatch, 'buyerPrice' | 'sellerPrice'>[]): string {
  if (matches.length === 0) return 'nothing traded';
  const range = (prices: readonly number[]): string => {
    const [low, high] = [Math.min(...prices), Math.max(...prices)];
    return low === high ? ct(low) : `${ct(low)} to ${ct(high)}`;
  };
  const [paid, got] = [
    range(matches.map(({ buyerPrice }) => buyerPrice)),
    range(matches.map(({ sellerPrice }) => sellerPrice)),
  ];
  return paid === got ? paid : `buyers ${paid}, sellers ${got}`;
}

function ct(price: number): string {
  return decimal(price, 2);
}

function kWh(amount: number): string {
  return decimal(amount / 1000, 3);
}

function sum(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((all, { amount }) => all + amount, 0);
}

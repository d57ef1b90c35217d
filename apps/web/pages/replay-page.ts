import type { FullReport } from '#market/match/report/full-report.js';
import { marketsOf, type MarketView } from '#market/match/report/markets-of-match.js';
import type { RoundRecord } from '#market/match/report/report.js';
import type { ShownOrder } from '#matches/play/shown/shown-books.js';
import { excessFigure } from '#results/export/figures/excess-figure.js';
import { gapFigure } from '#results/export/figures/gap-figure.js';
import { counted } from '#results/export/counted.js';
import { currencyOfReport } from '../currency.js';
import { drawing, html, type Html } from '../html.js';
import { api, matchAddress, replayAddress } from '../links.js';
import { money, quantity } from '../numbers.js';
import { auctionPeriod } from './auction-period.js';
import { energyFlows, roundPrices, resourceNames, type EnergyDay } from './energy-flows.js';
import { marketName } from './match-days.js';
import { fact, page, runTrail } from '../page.js';
import { pluginLink } from '../plugin-link.js';
import { bookWords, roundOrders, roundTransactions } from './round-orders.js';
import { table } from '../table.js';

/** A match as it is replayed. */
export interface ShownReplay {
  readonly id: string;
  readonly league: { readonly id: string; readonly title: string };
  readonly run: string;
  readonly block: number;
  readonly scenario: string;
  /** of a mechanism comparison; else null */
  readonly mechanism?: string | null;
  readonly dealer: string;
  /** names by agent seat */
  readonly team: (seat: number) => string;
  readonly report: FullReport;
  /** the market that is shown, and its rounds */
  readonly market: MarketView;
  readonly rounds: readonly RoundRecord[];
  /** null: no community's, or nobody may know what was drawn */
  readonly day: EnergyDay | null;
  /** open orders of the round, or why they cannot be shown; null: nobody asked for them */
  readonly orders: readonly ShownOrder[] | string | null;
}

export interface ReplayContent {
  /** the match, and one to see beside it */
  readonly matches: readonly [ShownReplay] | readonly [ShownReplay, ShownReplay];
  /** 1, 2, ...; beyond the last one: the last */
  readonly round: number;
  readonly seat: number | null;
  /** whether the reader has asked for order books, for which matches are played again */
  readonly orders: boolean;
}

/** A match round by round: one round as the server draws it, all of them where the page's script plays them. */
export function replayPage({ matches, round, seat, orders }: ReplayContent): string {
  const [{ id, league, run, report, market }, beside] = matches;
  const last = Math.max(...matches.map(({ rounds }) => rounds.length));
  const shown = Math.min(round, last);
  const here = { seat, beside: beside?.id, day: market.key };
  const at = (to: number): string => replayAddress(id, { round: to, ...here, orders });
  const place = { seat, askAt: replayAddress(id, { round: shown, ...here, orders: true }) };
  return page({
    title: `Replay of ${id} – GridLeague`,
    script: 'replay.js',
    main: [
      runTrail(league, run, { href: matchAddress(id), text: `Match ${id}` }),
      html`<h1>Round by round</h1>`,
      html`<form class="replay-controls" method="get" data-replay-controls data-last="${last}">
        ${dayChoice(report, market)}
        <label
          >Round <input type="number" name="round" min="1" max="${last}" value="${shown}" /> of ${last}</label
        >
        <label
          >Seat
          <select name="seat">
            <option value="">all</option>
            ${matches[0].report.perSeat.map(({ id: name }, j) =>
              j === seat
                ? html`<option value="${j}" selected>${name}</option>`
                : html`<option value="${j}">${name}</option>`,
            )}
          </select></label
        >
        <label
          >Beside it, match
          <input type="text" name="beside" maxlength="120" size="24" value="${beside?.id ?? ''}"
        /></label>
        ${orders ? html`<input type="hidden" name="orders" value="yes" />` : null}
        <button type="submit">Show</button>
        <nav aria-label="Rounds">
          ${shown > 1 ? html`<a href="${at(1)}">first</a> <a href="${at(shown - 1)}">one back</a>` : null}
          ${shown < last ? html`<a href="${at(shown + 1)}">one on</a> <a href="${at(last)}">last</a>` : null}
        </nav>
      </form>`,
      html`<div class="${beside ? 'pair' : 'single'}">
        ${matches.map((match) => panel(match, shown, place))}
      </div>`,
    ],
  });
}

/** Of a match over days: which of its markets. */
function dayChoice(report: FullReport, { key }: MarketView): Html | null {
  if (key === null) return null;
  return html`<label
    >Day
    <select name="day">
      ${marketsOf(report).map((market) =>
        market.key === key
          ? html`<option value="${market.key}" selected>${marketName(market)}</option>`
          : html`<option value="${market.key}">${marketName(market)}</option>`,
      )}
    </select></label
  >`;
}

interface PanelPlace {
  readonly seat: number | null;
  /** this page with the orders of its round */
  readonly askAt: string;
}

function panel(match: ShownReplay, asked: number, place: PanelPlace): Html {
  const { seat } = place;
  const { id, block, scenario, mechanism = null, dealer, report, market, rounds, day } = match;
  const index = Math.min(asked, rounds.length) - 1;
  const seats = report.perSeat.map((one) => ({ id: one.id, player: playerOf(match, one.seat) }));
  return html`<section
    aria-label="Match ${id}"
    data-replay="${id}"
    data-rounds="${api.match(id, '/rounds')}"
    data-report="${api.match(id)}"
    data-seats="${JSON.stringify(seats)}"
    data-currency="${currencyOfReport(match.report)}"
    data-resources="${JSON.stringify(day ? resourceNames(day) : [])}"
    data-market="${market.key === null ? '' : JSON.stringify(placeOf(market))}"
  >
    <h2><a href="${matchAddress(id)}">${id}</a></h2>
    <p class="quiet">
      ${scenario}${mechanism === null ? null : `, ${mechanism}`}, block ${block}, dealer
      ${pluginLink(dealer)};
      ${market.key === null ? null : html`${marketName(market)}; `}${counted(rounds.length, 'round')}${day ? html`; ${dayWords(day)}` : null}
    </p>
    <div data-figures>
      ${rounds[index] ? roundFigures(match, rounds[index], index, seat) : html`<p>No round was played.</p>`}
    </div>
    <div data-flows>
      ${day && energyFlows(day, seat === null ? null : (report.perSeat[seat]?.id ?? null))}
      ${rounds[index] ? besideTrades(match, rounds[index], place) : null}
    </div>
  </section>`;
}

/** What a round is about beside prices and trades; the server draws it for the round at which a reader stays. */
function besideTrades(
  match: ShownReplay,
  { auction, excess, transactions }: RoundRecord,
  place: PanelPlace,
): Html {
  const { seat } = place;
  const nameOf = (of: number): string => match.report.perSeat[of]?.id ?? `seat ${of}`;
  if (auction) return auctionPeriod(auction, nameOf, seat);
  const { network } = match.report.chain;
  const sent = transactions
    ? html`<h3>Transactions of the round</h3>
        ${roundTransactions(transactions, network, { nameOf, seat })}`
    : null;
  const isClock = match.rounds.some((round) => round.excess);
  if (!excess) return html`${isClock ? null : bookOfRound(match, nameOf, place)}${sent}`;
  return html`<div class="pair">
      <figure tabindex="0">
        ${drawing(match.day ? excessFigure(excess, 'kWh', resourceNames(match.day)) : excessFigure(excess, 'units'))}
        <figcaption>
          Excess demand at the prices of this round: where more is wanted than offered the clock’s price
          rises, where less is wanted it falls.
        </figcaption>
      </figure>
    </div>
    ${sent}`;
}

/** The order book; of a match that nobody has played again yet, how to have it. */
function bookOfRound(
  match: ShownReplay,
  nameOf: (seat: number) => string,
  { seat, askAt }: PanelPlace,
): Html {
  const { orders, day } = match;
  const names = day && resourceNames(day);
  const shown =
    orders === null
      ? html`<p>
          <a href="${askAt}" rel="nofollow">Show the orders</a>
          <small>The match is played again for them, which may take as long as it did.</small>
        </p>`
      : typeof orders === 'string'
        ? html`<p>The orders cannot be shown: ${orders}.</p>`
        : roundOrders(orders, {
            ...{
              nameOf,
              seat,
              unit: day ? 'kWh' : 'all resources',
              currency: currencyOfReport(match.report),
            },
            resource: (r) => names?.[r] ?? `resource ${r + 1}`,
          });
  return html`<h3>Order book of the round</h3>
    ${shown}`;
}

/** Where a market stands in the record of its match. */
function placeOf({ roundsBefore, rounds, resourcesBefore, prices }: MarketView): object {
  return { roundsBefore, rounds, resourcesBefore, resources: prices.length };
}

function roundFigures(match: ShownReplay, record: RoundRecord, index: number, seat: number | null): Html {
  const { report, market, rounds, day } = match;
  const currency = currencyOfReport(match.report);
  const { round, call, participants, settled, surplus, cost, trades, auction } = record;
  const unit = day ? 'kWh' : 'all resources';
  const shown = trades.filter((trade) => seat === null || trade.seat === seat);
  return html`<dl class="facts">
      ${fact('Round', `${round}${call ? ', a call to all' : ''}`)}
      ${fact('Took part', counted(participants, 'seat'))}
      ${auction ? null : fact('Order book', bookWords(record, rounds[index - 1]))}
      ${fact('Cleared', settled ? `${counted(trades.length, 'trade')}, surplus ${money(surplus)} ${currency}` : 'nothing')}
      ${fact('Cost of all before it', `${money(cost)} ${currency}`)}
      ${fact('On the chain', chainWords(report, market, trades.length))}
      ${fact('Not yet proven', quantity(market.gapPerRound[index] ?? Infinity, '1'))}
    </dl>
    <div class="pair">
      ${roundPrices({ day, currency }, 'this round', record.prices, market.optimalPrices)}
      <figure tabindex="0">
        ${drawing(gapFigure(market.gapPerRound.slice(0, index + 1)))}
        <figcaption>What was not yet proven to be perfect, so far.</figcaption>
      </figure>
    </div>
    ${
      shown.length === 0
        ? html`<p>No trade${seat === null ? '' : ' of this seat'} in this round.</p>`
        : table(
            'Trades of the round',
            [
              { head: 'Seat', cell: (trade) => report.perSeat[trade.seat]!.id },
              { head: 'Played by', cell: (trade) => playerOf(match, trade.seat) },
              {
                head: html`Bought <small>${unit}</small>`,
                kind: 'number',
                cell: ({ delivered }) => money(positive(delivered, 1)),
              },
              {
                head: html`Sold <small>${unit}</small>`,
                kind: 'number',
                cell: ({ delivered }) => money(positive(delivered, -1)),
              },
              {
                head: html`Paid <small>${currency}, at the prices of the round; below 0: earned</small>`,
                kind: 'number',
                cell: ({ payment }) => money(payment),
              },
            ],
            shown,
            { narrow: true },
          )
    }`;
}

/** What the ledger of a market kept of a round; records hold the transactions of all rounds together. */
function chainWords({ chain, ...report }: FullReport, market: MarketView, deliveries: number): Html | string {
  if (chain.contract === null) return 'none: this match was kept in memory';
  const place = marketsOf({ ...report, chain }).findIndex(({ key }) => key === market.key);
  const contract = chain.contracts?.[place] ?? chain.contract;
  return html`${deliveries === 0 ? 'no delivery' : counted(deliveries, 'delivery', 'deliveries')} settled by
    <code>${contract}</code>
    <small
      >${chain.network}; ${counted(chain.transactions, 'transaction')}, gas ${chain.gas.toLocaleString('en')}
      in the whole match</small
    >`;
}

function playerOf({ report, team }: ShownReplay, seat: number): string {
  const { role = 'agent' } = report.perSeat[seat] ?? {};
  if (role === 'agent') return team(seat);
  return role === 'grid' ? 'the grid' : 'the dealer';
}

/** `2025-07-08, clocks at +02:00` */
function dayWords({ times }: EnergyDay): string {
  const zones = new Set(times.map((time) => time.slice(16).replace('Z', 'UTC')));
  return `${times[0]!.slice(0, 10)}, clocks at ${[...zones].join(' and ')}`;
}

/** Sum of what goes one way. */
function positive(values: readonly number[], sign: 1 | -1): number {
  return values.reduce((sum, value) => sum + Math.max(0, sign * value), 0);
}

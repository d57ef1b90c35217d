import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { AuctionGoods } from '#market/double-auction/auction-instance.js';
import { ruleIn } from '#market/double-auction/pricing.js';
import { bestPriced, orderGain, type OrderGain, type Worth } from '#market/double-auction/best-price.js';
import type { AuctionMarket, BidPeriods } from '#market/double-auction/bid-periods.js';
import type { Bidders, BidderView } from '#market/double-auction/bidders.port.js';
import { inCt, pricesInCt } from '#market/double-auction/closed-period.js';
import type { SidedOrder } from '#market/double-auction/order-book.js';
import {
  inEur,
  PRICE_PER_CT,
  PRICE_PER_EUR,
  type EnergyType,
  type PerType,
} from '#market/double-auction/orders.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { FailureRecord } from '#market/match/report/report.js';
import type { LineUp } from '../play/line-ups/line-up.js';
import { MatchConsoles } from '../play/line-ups/match-consoles.js';
import { checkSeat, playAgain, type RepeatableMatch } from './repeated-match.js';

/** An order of a double auction; Wh, and ct/kWh. */
export type TakenOrder = { readonly amount: number } & (
  | { readonly side: 'ask'; readonly type: EnergyType; readonly price: number }
  | { readonly side: 'bid'; readonly prices: PerType<number> }
);

/** What became of a seat in one period. Energy in Wh, prices in ct/kWh, money in EUR. */
export interface ExplainedPeriod {
  /** 1, 2, ... */
  readonly period: number;
  /** what its meter would have counted when it was asked: > 0 fed in, < 0 drawn; null: it was not asked */
  readonly meter: number | null;
  readonly grid: { readonly sells: number; readonly buys: number };
  /** null: it ordered nothing, or what it ordered was refused */
  readonly order: TakenOrder | null;
  /** with others; what is left of the order is the grid's */
  readonly traded: PerType<number>;
  /** mean, of what was traded; null: nothing was */
  readonly price: number | null;
  /** what that was worth at the seat's reservation prices less what it cost; of a home that plans: at the grid's prices */
  readonly earned: number;
  /**
   * The prices at which the same amount would have earned most, everybody else's orders as they were, of those that decide anything
   * (`bestPriced`); null: no others would have earned more.
   */
  readonly best: { readonly order: TakenOrder; readonly earned: number } | null;
  /** why its turn was empty */
  readonly failures: readonly FailureRecord[];
  readonly console: readonly string[];
}

/** What became of one seat of a double auction, and why. */
export interface BidderExplanation {
  readonly match: string;
  readonly mechanism: 'double-auction';
  readonly seat: number;
  readonly id: string;
  readonly plugin: string;
  readonly periods: readonly ExplainedPeriod[];
  readonly summary: BidderSummary;
  /** that the replay went as the match did */
  readonly repeated: boolean;
}

export interface BidderSummary {
  /** saving of the seat, EUR: of a home that plans with what trade let it do else */
  readonly saved: number;
  /** sum of what it earned, and of what the best prices would have earned, each period by itself; EUR */
  readonly earned: number;
  readonly attainable: number;
  readonly orders: number;
  /** at least in part */
  readonly filled: number;
  /** Wh that were ordered, and traded with others */
  readonly ordered: number;
  readonly traded: number;
  readonly lostTurns: number;
  readonly firstReason: string | null;
  /** the period whose best prices would have earned most more; null: none would have */
  readonly largestMiss: ExplainedPeriod | null;
}

/** What goes between an auction and one seat in a period. */
interface Turn {
  readonly view: BidderView;
  readonly said: readonly string[];
}

/** Plays a double auction again and tells what became of a seat. Throws `InputError` for one that there is not. */
export async function explainBidder(match: RepeatableMatch, seat: number): Promise<BidderExplanation> {
  checkSeat(match, seat);
  const consoles = new MatchConsoles();
  const turns = new Map<number, Turn>();
  let bid: BidPeriods | undefined;
  const { report } = await playAgain(match, {
    ...{ consoles, solver: await createHighsSolver() },
    watched: (lineUp) => watched(lineUp, seat, consoles, turns),
    onBid: (told) => (bid = told),
  });
  const { id, saving, failures } = report.perSeat[seat]!;
  const periods = bid!.periods.flatMap(({ orders }, period): ExplainedPeriod[] => {
    const lost = failures.filter(({ round }) => round === period + 1);
    const turn = turns.get(period);
    if (!turn && lost.length === 0) return [];
    return [{ ...explained(match.drawn, seat, period, orders), ...told(turn), failures: lost }];
  });
  return {
    ...{ match: match.id, mechanism: 'double-auction', seat, id, plugin: report.seats[seat]!.plugin },
    ...{ periods, summary: summaryOf(periods, saving, failures) },
    repeated: report.resultHash === match.resultHash,
  };
}

function watched(
  lineUp: LineUp,
  seat: number,
  { agents: console }: MatchConsoles,
  turns: Map<number, Turn>,
): LineUp {
  let heard = 0;
  const said = (): string[] => {
    const own = console.lines.filter((line) => line.seat === seat);
    const news = own.slice(heard).map(({ text }) => text);
    heard = own.length;
    return news;
  };
  const over = (bidders: Bidders): Bidders => ({
    create: (briefings) => bidders.create(briefings),
    order: async (calls) => {
      const answers = await bidders.order(calls);
      const mine = calls.find((call) => call.seat === seat);
      if (mine) turns.set(mine.view.period, { view: mine.view, said: said() });
      return answers;
    },
    close: () => bidders.close(),
  });
  return { ...lineUp, bidders: (seating) => over(lineUp.bidders(seating)) };
}

function told(turn: Turn | undefined): Pick<ExplainedPeriod, 'meter' | 'console'> {
  if (!turn) return { meter: null, console: [] };
  const { side, amount } = turn.view;
  return { meter: side === 'ask' || amount === 0 ? amount : -amount, console: turn.said };
}

function explained(
  drawn: DrawnMarket,
  seat: number,
  period: number,
  orders: readonly SidedOrder[],
): Omit<ExplainedPeriod, 'meter' | 'failures' | 'console'> {
  const { agents, grid: prices, rule } = drawn.auction!;
  const grid = prices[period]!;
  const own = orders.find(({ order }) => order.id === agents[seat]!.id);
  const common = { period: period + 1, grid: { sells: inCt(grid.sells), buys: inCt(grid.buys) } };
  if (!own) return { ...common, order: null, traded: { pv: 0, chp: 0 }, price: null, earned: 0, best: null };
  const rules = { grid, pricing: ruleIn(rule, period) };
  const worth = worthIn(drawn.auction!, drawn.fees, seat, period);
  const came = orderGain(orders, own.order.id, worth, rules);
  const { best, gain } = bestPriced(orders, own, worth, rules);
  return {
    ...{ ...common, order: shown(own), traded: { pv: Number(came.traded.pv), chp: Number(came.traded.chp) } },
    ...{ price: meanPrice(came), earned: inEur(came.gain) },
    best: best === own ? null : { order: shown(best), earned: inEur(gain) },
  };
}

/** Of a home that plans: what the grid asks, less the fee on what it buys locally, and what it pays. */
function worthIn(market: AuctionMarket, fees: Float64Array, seat: number, period: number): Worth {
  const { home, prices } = market.agents[seat]!;
  if (!home) return prices;
  const { sells, buys } = market.grid[period]!;
  const goods = new AuctionGoods(market.agents, market.grid.length);
  const [type] = goods.types;
  const bid = sells - BigInt(Math.round(fees[goods.of(type!, period)]! * PRICE_PER_EUR));
  return { ask: buys, bids: { pv: bid, chp: bid } };
}

function shown({ side, order }: SidedOrder): TakenOrder {
  const amount = Number(order.amount);
  return side === 'ask'
    ? { side, amount, type: order.type, price: inCt(order.price) }
    : { side, amount, prices: pricesInCt(order.prices) };
}

function meanPrice({ traded, paid }: OrderGain): number | null {
  const volume = traded.pv + traded.chp;
  return volume === 0n ? null : Math.abs(Number(paid)) / Number(volume) / PRICE_PER_CT;
}

function summaryOf(
  periods: readonly ExplainedPeriod[],
  saved: number,
  failures: readonly FailureRecord[],
): BidderSummary {
  const sum = (of: (period: ExplainedPeriod) => number): number =>
    periods.reduce((all, period) => all + of(period), 0);
  const missed = ({ best, earned }: ExplainedPeriod): number => (best ? best.earned - earned : 0);
  const most = periods.reduce<ExplainedPeriod | null>(
    (found, one) => (missed(one) > (found ? missed(found) : 0) ? one : found),
    null,
  );
  const lost = failures.filter(({ kind }) => kind !== 'benched');
  const [first] = lost;
  return {
    saved,
    earned: sum(({ earned }) => earned),
    attainable: sum(({ best, earned }) => best?.earned ?? earned),
    orders: periods.filter(({ order }) => order).length,
    filled: periods.filter(({ price }) => price !== null).length,
    ordered: sum(({ order }) => order?.amount ?? 0),
    traded: sum(({ traded }) => traded.pv + traded.chp),
    lostTurns: lost.length,
    firstReason: first ? `period ${first.round}: ${first.kind}: ${first.reason}` : null,
    largestMiss: most,
  };
}

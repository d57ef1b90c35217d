import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { FailureRecord, MatchOutcome, RoundRecord } from '#market/match/report/report.js';
import { SeatValuation } from '#market/referee/seat-valuation.js';
import type { SeatFill, SeatOrder } from '#market/traders.port.js';
import {
  replayWatching,
  type RepeatableMatch,
  type RepeatedMatch,
  type SeatRound,
  type WhichMarket,
} from './repeated-match.js';

/** An order of the seat that was new in a round, or filled in it. Money in the scenario's currency, unlimited orders per unit. */
export interface ExplainedOrder {
  readonly bundle: readonly number[];
  readonly kind: SeatOrder['kind'];
  /** `sent` in this round, or `standing` since an earlier one */
  readonly from: 'sent' | 'standing';
  /** what it was worth to the seat when it was sent; null where the seat could not have honoured it, and of standing ones */
  readonly worth: number | null;
  readonly limit: number;
  /** what it costs at the clearing prices of the round: the least limit that could fill */
  readonly price: number;
  /** part of a limited order, multiples of an unlimited one */
  readonly fill: number;
  /** worth less price, for what of it filled; null where the worth is not known */
  readonly earned: number | null;
  /**
   * What the next-best limit, `price`, would have earned in addition, prices taken as they were, where the order asked for more and
   * did not fill; 0 if nothing. Limited orders of a seat fill to 1 in total: no more than what others of it left.
   */
  readonly missed: number | null;
}

export interface ExplainedRound {
  readonly round: number;
  readonly announced: readonly number[];
  /** clearing prices */
  readonly cleared: readonly number[];
  /** the prices that the strategy reckoned with */
  readonly forecast: readonly number[] | null;
  /** mean distance from the clearing prices, money per unit: of the forecast, and of the announced prices */
  readonly forecastError: number | null;
  readonly announcedError: number;
  /** what its best bundle would have earned at the clearing prices; null: without end, or not to be told */
  readonly best: number | null;
  /** what its trades of the round brought: cost before less cost after less what it paid at the prices of the round */
  readonly gained: number;
  readonly orders: readonly ExplainedOrder[];
  /** why its turn was empty, or its orders were refused */
  readonly failures: readonly FailureRecord[];
  readonly console: readonly string[];
}

/** What became of one seat in one match, and why. */
export interface SeatExplanation {
  readonly match: string;
  /** of a match over days: which market, from day 1 on */
  readonly day?: number;
  readonly period?: number;
  readonly seat: number;
  readonly id: string;
  readonly plugin: string;
  readonly outcome: MatchOutcome;
  readonly rounds: readonly ExplainedRound[];
  readonly summary: SeatSummary;
  /** that the replay went as the match did */
  readonly repeated: boolean;
}

/** With the market as it opened. */
export interface ExplainedSeat extends SeatExplanation {
  readonly drawn: DrawnMarket;
}

export interface SeatSummary {
  /** saving of the seat before gas */
  readonly earned: number;
  /** where matches are settled at their final prices: what that added to the gains of the rounds; else null */
  readonly settlement: number | null;
  /** its gain at the prices of the optimum; null where these prices leave it without end */
  readonly optimum: number | null;
  /** what its best bundle would still have earned at the last prices; null likewise */
  readonly unfinished: number | null;
  /** the first round in which it traded; null: it never did */
  readonly firstTrade: number | null;
  /** the round by which the whole market had made half of its gain */
  readonly halfOfMarket: number;
  readonly lastRound: number;
  readonly orders: number;
  readonly filled: number;
  /** turns that were lost, and the first reason */
  readonly lostTurns: number;
  readonly firstReason: string | null;
  /** the order whose next-best limit would have earned most; null: none would have earned anything */
  readonly largestMiss: (ExplainedOrder & { readonly round: number }) | null;
}

/** Plays the match again and tells what became of a seat, over days in one of the markets. Throws `InputError`. */
export async function explainSeat(
  match: RepeatableMatch,
  seat: number,
  which?: WhichMarket,
): Promise<ExplainedSeat> {
  const replayed = await replayWatching(match, seat, which);
  const { report, drawn } = replayed;
  const participant = drawn.instance.participants[seat]!;
  // Of its own, which nothing was asked before.
  const valuation = new SeatValuation(await createHighsSolver(), participant.problem, participant.id);
  try {
    const rounds = explainedRounds(replayed, seat, valuation);
    return {
      ...{ match: match.id, ...which, drawn, seat, id: participant.id, plugin: report.seats[seat]!.plugin },
      ...{ outcome: report.outcome, rounds, repeated: replayed.resultHash === match.resultHash },
      summary: summaryOf(replayed, seat, rounds, valuation, participant.endowment),
    };
  } finally {
    valuation.dispose();
  }
}

function explainedRounds(
  { report, rounds, seatRounds }: RepeatedMatch,
  seat: number,
  valuation: SeatValuation,
): ExplainedRound[] {
  const { failures, costBefore } = report.perSeat[seat]!;
  let cost = costBefore;
  return seatRounds.map((seen) => {
    const { round, view, asked, trade, costAfter, said } = seen;
    const record = rounds[round - 1]!;
    const cleared = Float64Array.from(record.prices);
    const position = view && { allocation: view.allocation, cost: view.cost };
    const best = position && valuation.utilityAt(cleared, position.allocation, position.cost);
    const gained = trade && costAfter !== null ? cost - costAfter - trade.payment : 0;
    cost = costAfter ?? cost;
    return {
      ...{ round, announced: record.announced, cleared: record.prices, forecast: asked && Array.from(asked) },
      forecastError: asked && distance(asked, cleared),
      announcedError: distance(record.announced, cleared),
      best: best === null || !Number.isFinite(best) ? null : best,
      ...{ gained, console: said, failures: failures.filter((failure) => failure.round === round) },
      orders: ordersOf(seen, record, valuation),
    };
  });
}

/** Those that were sent, and those of earlier rounds that filled. */
function ordersOf(
  { view, orders, trade }: SeatRound,
  { prices }: RoundRecord,
  valuation: SeatValuation,
): ExplainedOrder[] {
  const fills = trade?.fills ?? [];
  const left = new Set(fills);
  const limited = fills.reduce((sum, { kind, fill }) => sum + (kind === 'limited' ? fill : 0), 0);
  const sent = orders.map((order): ExplainedOrder => {
    const fill = [...left].find((one) => isSame(one, order));
    if (fill) left.delete(fill);
    const worth = view && valuation.worthOf(order.bundle, view.allocation, view.cost);
    const room = order.kind === 'limited' ? 1 - limited : (order.cap ?? 0) - (fill?.fill ?? 0);
    return explained(order, 'sent', { worth, room, fill: fill?.fill ?? 0, prices });
  });
  const standing = [...left].map((fill) =>
    explained(fill, 'standing', { worth: null, room: 0, fill: fill.fill, prices }),
  );
  return [...sent, ...standing];
}

function explained(
  { bundle, kind, limit }: SeatOrder,
  from: ExplainedOrder['from'],
  {
    worth,
    room,
    fill,
    prices,
  }: Pick<ExplainedOrder, 'worth' | 'fill'> & { readonly room: number; readonly prices: readonly number[] },
): ExplainedOrder {
  const price = bundle.reduce((sum, quantity, r) => sum + quantity * prices[r]!, 0);
  const gain = worth === null ? null : worth - price;
  return {
    ...{ bundle: Array.from(bundle), kind, from, worth, limit, price, fill },
    earned: gain === null ? null : gain * fill,
    missed: gain === null ? null : limit < price ? Math.max(0, gain) * Math.max(0, room) : 0,
  };
}

/** The order as the ledger keeps it: quantities are rounded to 1e-9, dust is left out. */
function isSame(fill: SeatFill, order: SeatOrder): boolean {
  const scale = order.kind === 'unlimited' ? (order.cap ?? 1) : 1;
  return (
    fill.kind === order.kind &&
    Math.abs(fill.limit - order.limit) <= 1e-9 * Math.max(1, Math.abs(order.limit)) &&
    fill.bundle.every(
      (quantity, r) =>
        Math.abs(quantity - order.bundle[r]!) * scale <= 2e-8 * Math.max(1, Math.abs(quantity)),
    )
  );
}

function summaryOf(
  { report, rounds, seatRounds }: RepeatedMatch,
  seat: number,
  told: readonly ExplainedRound[],
  valuation: SeatValuation,
  endowment: Float64Array,
): SeatSummary {
  const { saving, gas, costBefore, cost } = report.perSeat[seat]!;
  const bounded = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const utility = (prices: readonly number[], allocation: ArrayLike<number>, at: number): number | null =>
    bounded(valuation.utilityAt(Float64Array.from(prices), Float64Array.from(allocation), at));
  const orders = told.flatMap((round) => round.orders.filter(({ from }) => from === 'sent'));
  const failures = told.flatMap((round) => round.failures).filter(({ kind }) => kind !== 'benched');
  const final = rounds.at(-1)!.cost;
  const half = rounds.findIndex(({ cost: then }) => report.noTrade - then >= (report.noTrade - final) / 2);
  return {
    earned: saving + gas,
    settlement: report.settlement ? saving + gas - told.reduce((sum, { gained }) => sum + gained, 0) : null,
    optimum: utility(report.optimalPrices, endowment, costBefore),
    unfinished: utility(report.prices, report.allocation[seat]!, cost),
    firstTrade: seatRounds.find(({ trade }) => trade !== null)?.round ?? null,
    // Costs are those before a round's settlement.
    halfOfMarket: Math.max(1, half),
    lastRound: rounds.length,
    orders: orders.length,
    filled: orders.filter(({ fill }) => fill > 0).length,
    lostTurns: failures.length,
    firstReason: failures[0]
      ? `round ${failures[0].round}: ${failures[0].kind}: ${failures[0].reason}`
      : null,
    largestMiss: largestMissOf(told),
  };
}

function largestMissOf(rounds: readonly ExplainedRound[]): SeatSummary['largestMiss'] {
  const sent = rounds.flatMap(({ round, orders }) => orders.map((order) => ({ ...order, round })));
  const [largest] = sent.sort((a, b) => (b.missed ?? 0) - (a.missed ?? 0));
  return largest && (largest.missed ?? 0) > 0 ? largest : null;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let r = 0; r < a.length; r++) sum += Math.abs(a[r]! - b[r]!);
  return a.length === 0 ? 0 : sum / a.length;
}

import type { GridOffer } from '../instance.js';
import { roundingOf, type LedgerAccount } from '../ledger/ledger.port.js';
import { magnitude, moneyToNumber, pricesNearest } from '../ledger/units.js';
import { viewOfSeat } from '../match/seats/bidding.js';
import type { MatchSetting } from '../match/match-setting.js';
import type { BeginningRound } from '../match/rounds/round.js';
import type { Seat } from '../match/seats/seat.js';
import { admitOrders } from '../order/order-admission.js';
import type { OrderLimits } from '../order/order-limits.js';
import type { PlacedOrder } from '../order/placed-order.js';
import type { BestResponse, BidAnswer, FailureKind } from '../traders.port.js';
import { gridOf } from './clock-band.js';

/** What everybody wants at the announced prices. */
export interface WantedPackages {
  /** per seat, m quantity units; nothing: no package is worth its price */
  readonly bundles: readonly (readonly bigint[])[];
  /** by seat that wants something, what it has said */
  readonly orders: ReadonlyMap<number, PlacedOrder>;
  /** proofs of best utility that came with the answers */
  readonly best: ReadonlyMap<number, BestResponse>;
}

/**
 * Asks all agents for packages. Of the limited orders of an answer, which exclude each other, that one is meant which leaves its owner most
 * at the announced prices, its limit taken for its worth; none of them where all cost more than their limits. A seat that fails, or sends one
 * invalid order, wants nothing; the reason is kept with the seat.
 */
export async function collectPackages(
  round: BeginningRound,
  seats: readonly Seat[],
  { traders, rules, instance }: MatchSetting,
  limits: OrderLimits,
): Promise<WantedPackages> {
  const { prices, state, number } = round;
  const announced = pricesNearest(prices.announced);
  const grid = gridOf(instance);
  const nothing = announced.map(() => 0n);
  const bundles: (readonly bigint[])[] = seats.map(() => nothing);
  const chosen = new Map<number, PlacedOrder>();
  const best = new Map<number, BestResponse>();
  const asked = seats.filter(({ participant, benched }) => participant.role === 'agent' && !benched);
  const answers = await traders.bid(
    asked.map((seat) => ({ seat: seat.index, view: viewOfSeat(seat, round) })),
  );
  asked.forEach((seat, index) => {
    const fail = (kind: FailureKind | 'refused-order', reason: string): void =>
      seat.fail({ round: number, kind, reason }, rules.errorBudget);
    const answer = answers[index]!;
    if (answer.outcome !== 'ok') return fail(answer.outcome, answer.reason);
    if (answer.value.best) best.set(seat.index, answer.value.best);
    const packages = packagesOf(answer.value, seat, state.seats[seat.index]!, limits, grid);
    if (typeof packages === 'string') return fail('refused-order', packages);
    if (packages === null) return;
    seat.spending.place(packages);
    const wanted = preferred(packages, announced);
    if (!wanted) return;
    bundles[seat.index] = wanted.ledger.bundle;
    chosen.set(seat.index, wanted);
  });
  return { bundles, orders: chosen, best };
}

/** Text: why the turn is refused; null: the seat has been told why. */
function packagesOf(
  { orders }: BidAnswer,
  seat: Seat,
  account: LedgerAccount,
  limits: OrderLimits,
  grid: GridOffer,
): readonly PlacedOrder[] | string | null {
  const unlimited = orders.findIndex(({ kind }) => kind === 'unlimited');
  if (unlimited >= 0) return `order ${unlimited}: the packages of a clock exchange are limited orders`;
  const { spending, valuation: honour } = seat;
  const admission = admitOrders(orders, { account, book: [], limits, spending, honour });
  if (admission.outcome === 'spent') {
    const { told } = spending;
    spending.told = true;
    return told ? null : admission.reason;
  }
  if (admission.outcome === 'refused') return admission.reason;
  const beyond = admission.orders.findIndex((order) => mostOf(order, grid) > account.cash);
  if (beyond < 0) return admission.orders;
  const [most, cash] = [mostOf(admission.orders[beyond]!, grid), account.cash].map(moneyToNumber);
  return `order ${beyond}: the grid may have to be paid ${most} for what does not meet, and only ${cash} is there`;
}

/** Money units: whatever of it the grid has to bring or take, and nothing that is sold is paid for. */
function mostOf({ ledger }: PlacedOrder, { ask, bid }: GridOffer): bigint {
  const [asks, bids] = [pricesNearest(ask), pricesNearest(bid)];
  const atWorst = ledger.bundle.reduce((sum, quantity, r) => {
    const cost = quantity * (quantity > 0n ? asks[r]! : bids[r]!);
    return cost > 0n ? sum + cost : sum;
  }, 0n);
  return atWorst + 2n * roundingOf(ledger);
}

/** The one that leaves most beyond its price; a limit may fall short of it by the rounding of prices. */
function preferred(packages: readonly PlacedOrder[], prices: readonly bigint[]): PlacedOrder | undefined {
  let [most, found]: [bigint, PlacedOrder | undefined] = [0n, undefined];
  for (const order of packages) {
    const { bundle, limit } = order.ledger;
    const left = bundle.reduce((sum, quantity, r) => sum - quantity * prices[r]!, limit);
    const isWorthIt = left + roundingOf(order.ledger) >= 0n;
    if (isWorthIt && (found === undefined || left > most)) [most, found] = [left, order];
  }
  return found;
}

/** Quantity units wanted beyond what is offered, `offer` of the dealer's included; in units (floating point). */
export function excessOf(
  bundles: WantedPackages['bundles'],
  offer: readonly bigint[],
  scale: number,
): Float64Array {
  return Float64Array.from(offer, (held, r) => {
    const excess = bundles.reduce((sum, bundle) => sum + bundle[r]!, -held);
    return Number(excess) / scale;
  });
}

/** Whether somebody wants, or gives, anything of it. */
export function isSomething(bundle: readonly bigint[]): boolean {
  return bundle.some((quantity) => magnitude(quantity) > 0n);
}

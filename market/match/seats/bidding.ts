import { gridOrders } from '../../grid/grid-orders.js';
import { LockSum, spendable, type LedgerAccount } from '../../ledger/ledger.port.js';
import { moneyToNumber, quantitiesToNumbers } from '../../ledger/units.js';
import { keptOf } from '../../order/cancelled.js';
import { admitOrders } from '../../order/order-admission.js';
import type { OrderLimits } from '../../order/order-limits.js';
import { isDust, placeOrder, viewOfOrder, type PlacedOrder } from '../../order/placed-order.js';
import type { GridOffer } from '../../instance.js';
import type { BestResponse, FailureKind, SeatView } from '../../traders.port.js';
import type { MatchSetting } from '../match-setting.js';
import type { BeginningRound, Round } from '../rounds/round.js';
import type { Seat } from './seat.js';

/** Orders that a seat is about to place. */
export interface Placement {
  readonly seat: number;
  readonly orders: readonly PlacedOrder[];
  /** what stays of its book, the rest of which is cancelled; absent: all of it */
  readonly kept?: readonly PlacedOrder[];
}

export interface Bids {
  /** per seat that has any, by seat */
  readonly placements: readonly Placement[];
  /** proofs of best utility at the announced prices that came with the answers */
  readonly best: ReadonlyMap<number, BestResponse>;
}

export function viewOfSeat(seat: Seat, { number, call, information, state }: Round): SeatView {
  const prices = information.of(seat.index, call);
  const account = state.seats[seat.index]!;
  return {
    round: number,
    prices: prices.announced.slice(),
    previousPrices: prices.previous.slice(),
    pricesSince: prices.since,
    allocation: quantitiesToNumbers(account.allocation),
    cash: moneyToNumber(spendable(account) - account.locked),
    cost: seat.cost,
    openOrders: seat.book.map((order) => viewOfOrder(order)),
    call,
    lastVolume: prices.traded.volume.slice(),
    lastTrades: prices.traded.seats,
  };
}

/**
 * Asks the seats that take part for orders and admits what is valid. A seat that fails, or sends one
 * invalid order, has an empty turn; the reason is kept with the seat.
 */
export async function collectBids(
  round: BeginningRound,
  seats: readonly Seat[],
  { traders, rules }: MatchSetting,
  limits: OrderLimits,
): Promise<Bids> {
  const { active, state } = round;
  const asked = seats.filter(
    (seat) => active.has(seat.index) && seat.participant.role !== 'grid' && !seat.benched,
  );
  const answers = await traders.bid(
    asked.map((seat) => ({ seat: seat.index, view: viewOfSeat(seat, round) })),
  );
  const fail = (seat: Seat, kind: FailureKind | 'refused-order', reason: string): void =>
    seat.fail({ round: round.number, kind, reason }, rules.errorBudget);
  const best = new Map<number, BestResponse>();
  const placements: Placement[] = [];
  asked.forEach((seat, index) => {
    const answer = answers[index]!;
    if (answer.outcome !== 'ok') return fail(seat, answer.outcome, answer.reason);
    if (answer.value.best) best.set(seat.index, answer.value.best);
    const account = state.seats[seat.index]!;
    const kept = keptOf(seat.book, answer.value);
    const cancels = kept !== seat.book;
    const admission = admitOrders(answer.value.orders, {
      account: cancels ? { ...account, orders: kept.map(({ ledger }) => ledger) } : account,
      book: kept,
      limits,
      spending: seat.spending,
      honour: seat.valuation,
      replaces: cancels,
    });
    if (admission.outcome === 'spent') {
      if (!seat.spending.told) fail(seat, 'refused-order', admission.reason);
      seat.spending.told = true;
    } else if (admission.outcome === 'refused') fail(seat, 'refused-order', admission.reason);
    else {
      seat.parked = keptOf(seat.parked, answer.value);
      if (cancels) placements.push({ seat: seat.index, orders: admission.orders, kept });
      else if (admission.orders.length > 0) placements.push({ seat: seat.index, orders: admission.orders });
    }
  });
  for (const seat of seats)
    if (seat.participant.grid && seat.book.length === 0)
      placements.push({
        seat: seat.index,
        orders: ordersOfGrid(seat.participant.grid, state.seats[seat.index]!),
      });
  return { placements: placements.sort((a, b) => a.seat - b.seat), best };
}

/** The grid's orders as far as its money goes. */
function ordersOfGrid(terms: GridOffer, account: LedgerAccount): PlacedOrder[] {
  const { allocation } = account;
  const locks = new LockSum();
  return gridOrders(terms, quantitiesToNumbers(allocation))
    .map((order) => placeOrder(order, allocation))
    .filter(({ ledger }) => !isDust(ledger) && locks.addWithin(ledger, spendable(account)));
}

import { spendable, type LedgerState } from '../ledger/ledger.port.js';
import { moneyDown, pricesNearest, pricesToNumbers } from '../ledger/units.js';
import { equilibriumPrices } from '../referee/equilibrium-prices.js';
import type { MatchSetting } from './match-setting.js';
import type { Seat } from './seats/seat.js';

/** What came of a settlement at the final prices. */
export interface FinalSettlement {
  /** m, money per unit */
  readonly prices: Float64Array;
  /** what everybody paid in all, by seat and then the dealer; money units */
  readonly payments: readonly bigint[];
  /** what everybody stated that its trades may cost at most, by seat; money units */
  readonly limits: readonly bigint[];
}

/** Settles a match that has ended: everybody's net position at the final prices. */
export async function settleMatch(
  { ledger, instance, solver }: MatchSetting,
  opening: LedgerState,
  seats: readonly Seat[],
): Promise<FinalSettlement> {
  // Nothing can be traded any more: what orders lock is free, and keeps nobody from its statement.
  const bound = seats.filter((seat) => isBoundByOrders(seat, ledger.state()));
  if (bound.length > 0) await ledger.cancel(...bound.map(({ index }) => index));
  await ledger.raiseLimits(raisesOf(seats, ledger.state()));
  const before = ledger.state();
  await ledger.settle(pricesNearest(equilibriumPrices(instance, solver)));
  return bookSettlement(opening, before, ledger.state(), seats);
}

/** Whether its open orders lock what its client's last statement needs. */
function isBoundByOrders({ index, unstated }: Seat, { seats }: LedgerState): boolean {
  const { locked } = seats[index]!;
  return locked > 0n && moneyDown(unstated) > spendable(seats[index]!) - locked;
}

/** What the seats' clients state before the end: how much more their trades may cost than their orders' limits say. */
function raisesOf(
  seats: readonly Seat[],
  state: LedgerState,
): { readonly seat: number; readonly amount: bigint }[] {
  return seats.flatMap(({ index: seat, unstated }) => {
    const account = state.seats[seat]!;
    const [wanted, free] = [moneyDown(unstated), spendable(account) - account.locked];
    const amount = wanted < free ? wanted : free;
    return amount > 0n ? [{ seat, amount }] : [];
  });
}

/** Tells the seats what they have paid once the ledger has settled at its final prices. `before`: the settlement. */
export function bookSettlement(
  opening: LedgerState,
  before: LedgerState,
  closing: LedgerState,
  seats: readonly Seat[],
): FinalSettlement {
  const payments = opening.seats.map(({ cash }, seat) => cash - closing.seats[seat]!.cash);
  for (const seat of seats) seat.payment = payments[seat.index]!;
  payments.push(opening.dealerCash - closing.dealerCash);
  const limits = before.seats.map((account, seat) => opening.seats[seat]!.cash - spendable(account));
  return { prices: pricesToNumbers(closing.prices), payments, limits };
}

import type { LedgerState } from '../ledger/ledger.port.js';
import { LARGEST_PRICE, pricesNearest, pricesToNumbers } from '../ledger/units.js';
import type { MatchOutcome } from './report.js';
import type { Seat } from './seat.js';

/** What came of a settlement at the final prices. */
export interface FinalSettlement {
  /** m, money per unit */
  readonly prices: Float64Array;
  /** what everybody paid in all, by seat and then the dealer; money units */
  readonly payments: readonly bigint[];
}

/**
 * The final prices of a match (docs/market-rules.md, "Settlement at the final prices"; m, ledger units): those the market found,
 * if the certificate holds at them. If not, those at which it would: no participant has a say in them, so none gains by
 * keeping the market from its end. `optimal` gives the prices of the central optimum.
 */
export function finalPrices(
  outcome: MatchOutcome,
  announced: ArrayLike<number>,
  optimal: () => readonly number[],
): bigint[] {
  const found = outcome === 'converged' ? announced : optimal();
  return pricesNearest(Array.from(found, (price) => Math.min(price, LARGEST_PRICE)));
}

/** Tells the seats what they have paid once the ledger has settled at its final prices. */
export function bookSettlement(
  opening: LedgerState,
  closing: LedgerState,
  seats: readonly Seat[],
): FinalSettlement {
  const payments = opening.seats.map(({ cash }, seat) => cash - closing.seats[seat]!.cash);
  for (const seat of seats) seat.payment = payments[seat.index]!;
  payments.push(opening.dealerCash - closing.dealerCash);
  return { prices: pricesToNumbers(closing.prices), payments };
}

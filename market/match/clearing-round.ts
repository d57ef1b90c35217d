import { NO_SURPLUS } from '../clearing/find-clearing.js';
import { clearableMarket, type ClearableMarket, type MarketToClear } from '../clearing/leave-out.js';
import { dualValue } from '../ledger/certificate.js';
import type { Delivery, Ledger } from '../ledger/ledger.port.js';
import { moneyToNumber, pricesNearest, pricesToNumbers } from '../ledger/units.js';
import type { LpSolver } from '../lp/lp-solver.port.js';

export interface ClearingResult {
  readonly prices: Float64Array;
  /** the matching problem's optimum, money */
  readonly surplus: number;
  readonly settled: boolean;
  readonly deliveries: readonly Delivery[];
  /** whose orders had to be left out, because the market could not be cleared with them; they are out of the book */
  readonly leftOut: ClearableMarket['leftOut'];
}

/**
 * When a settlement must be worth its while: what the book could at most be worth, judged by the
 * orders in it at the announced prices (the certificate's gap, as far as the orders tell), times `share`.
 */
export interface Patience {
  readonly announced: Float64Array;
  readonly share: number;
}

/** A round whose orders have been collected. */
export interface RoundToClear extends MarketToClear {
  readonly patience?: Patience;
}

/**
 * Matches the open book against the dealer's supply, prices it, and has the ledger settle it. A
 * clearing without surplus settles nothing: the orders stay and only the prices change. With
 * `patience` a clearing with too little surplus does not reach the ledger either; its prices are only
 * announced; nor does one that rounding would make the ledger refuse. Where nothing can be found, nothing is
 * traded and the prices stay.
 */
export async function clearRound(
  round: RoundToClear,
  ledger: Ledger,
  solver: LpSolver,
): Promise<ClearingResult> {
  const { costScale, patience } = round;
  const market = clearableMarket(round, solver);
  const { found, leftOut } = market;
  for (const { owner } of leftOut) if (owner !== 'dealer') await ledger.cancel(owner);
  const { clearing, surplus } = found;
  const prices = pricesToNumbers(clearing.prices);
  const waits = patience && surplus > NO_SURPLUS * costScale && surplus < worthwhile(market, patience);
  if (waits || found.status !== 'accepted')
    return { prices, surplus, settled: false, deliveries: [], leftOut };
  const deliveries = await ledger.clear(clearing);
  return { prices, surplus, settled: deliveries.length > 0, deliveries, leftOut };
}

/** Least surplus (money) for which a settlement is worth clearing the traders' books. */
function worthwhile({ state, supply }: ClearableMarket, { announced, share }: Patience): number {
  const books = state.seats.map((seat) => seat.orders);
  return share * moneyToNumber(dualValue(books, supply.offer, supply.orders, pricesNearest(announced)));
}

import { clearingPrices } from '../clearing/clearing-prices.js';
import { fitFills } from '../clearing/fit-fills.js';
import { matchingProblem, solveMatching } from '../clearing/market-matching.js';
import { MarketError } from '../errors.js';
import { gapTolerance } from '../ledger/certificate.js';
import type { Delivery, Ledger, LedgerOrder, LedgerState } from '../ledger/ledger.port.js';
import { moneyToNumber, pricesNearest, pricesToNumbers, quantitiesToNumbers } from '../ledger/units.js';
import type { LpSolver } from '../lp/lp-solver.port.js';

/** What the dealer puts into one clearing. */
export interface DealerSupply {
  readonly offer: readonly bigint[];
  readonly orders: readonly LedgerOrder[];
}

export interface ClearingResult {
  readonly prices: Float64Array;
  /** the matching problem's optimum, money */
  readonly surplus: number;
  readonly settled: boolean;
  readonly deliveries: readonly Delivery[];
}

/** Surplus per unit of cost scale that is no surplus; never more than half of what rounding can feign. */
const NO_SURPLUS = 1e-9;

/**
 * Matches the open book against the dealer's supply, prices it, and has the ledger settle it. A
 * clearing without surplus settles nothing: the orders stay and only the
 * prices change. `costScale`: max(1, |sum z|), money.
 */
export async function clearRound(
  ledger: Ledger,
  state: LedgerState,
  supply: DealerSupply,
  costScale: number,
  solver: LpSolver,
): Promise<ClearingResult> {
  const books = state.seats.map((seat) => seat.orders);
  const problem = matchingProblem(quantitiesToNumbers(supply.offer), books, supply.orders);
  const optimum = solveMatching(problem, solver);
  if (optimum.status === 'failed') throw new MarketError('solver-failed', optimum.reason);
  const rounding = moneyToNumber(gapTolerance(books, supply.offer, supply.orders));
  const settles = optimum.surplus > Math.min(rounding / 2, NO_SURPLUS * costScale);
  const planned = settles ? optimum : { ...optimum, fills: optimum.fills.map(() => 0) };
  const prices = pricesNearest(clearingPrices(problem, planned, pricesToNumbers(state.prices), solver));
  const fit = fitFills(problem, planned.fills, state, supply, prices);
  const deliveries = await ledger.clear({
    offer: supply.offer,
    prices,
    fills: fit.fills,
    dealerOrders: supply.orders,
    dealerFills: fit.dealerFills,
  });
  return {
    prices: pricesToNumbers(prices),
    surplus: optimum.surplus,
    settled: deliveries.length > 0,
    deliveries,
  };
}

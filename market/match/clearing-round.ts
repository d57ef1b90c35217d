import { clearingPrices } from '../clearing/clearing-prices.js';
import { fitFills, type IntegerFills, type OpenMarket } from '../clearing/fit-fills.js';
import { matchingProblem, solveMatching, type MatchingProblem } from '../clearing/market-matching.js';
import { MarketError } from '../errors.js';
import { clearingGap, dualValue, gapTolerance } from '../ledger/certificate.js';
import type { Delivery, Ledger, LedgerOrder, LedgerState } from '../ledger/ledger.port.js';
import {
  FULL_FILL,
  moneyToNumber,
  pricesNearest,
  pricesToNumbers,
  quantitiesToNumbers,
} from '../ledger/units.js';
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
 * When a settlement must be worth its while: what the book could at most be worth, judged by the
 * orders in it at the announced prices (the certificate's gap, as far as the orders tell), times `share`.
 */
export interface Patience {
  readonly announced: Float64Array;
  readonly share: number;
}

/**
 * Matches the open book against the dealer's supply, prices it, and has the ledger settle it. A
 * clearing without surplus settles nothing: the orders stay and only the prices change. With
 * `patience` a clearing with too little surplus does not reach the ledger either; its prices are only
 * announced. `costScale`: max(1, |sum z|), money.
 */
export async function clearRound(
  ledger: Ledger,
  state: LedgerState,
  supply: DealerSupply,
  costScale: number,
  solver: LpSolver,
  patience?: Patience,
): Promise<ClearingResult> {
  const books = state.seats.map((seat) => seat.orders);
  const market = { books, offer: supply.offer, dealerOrders: supply.orders };
  const problem = matchingProblem(quantitiesToNumbers(supply.offer), books, supply.orders);
  const { prices, fit, surplus } = match(problem, market, pricesToNumbers(state.prices), costScale, solver);
  if (patience && surplus > NO_SURPLUS * costScale && surplus < worthwhile(market, patience))
    return { prices: pricesToNumbers(prices), surplus, settled: false, deliveries: [] };
  const deliveries = await ledger.clear({
    offer: supply.offer,
    prices,
    fills: fit.fills,
    dealerOrders: supply.orders,
    dealerFills: fit.dealerFills,
  });
  return {
    prices: pricesToNumbers(prices),
    surplus,
    settled: deliveries.length > 0,
    deliveries,
  };
}

/** Least surplus (money) for which a settlement is worth clearing the traders' books. */
function worthwhile({ books, offer, dealerOrders }: OpenMarket, { announced, share }: Patience): number {
  return share * moneyToNumber(dualValue(books, offer, dealerOrders, pricesNearest(announced)));
}

/** Optimal fills in ledger units, all zero where there is no surplus, and the prices that go with them. */
function match(
  problem: MatchingProblem,
  market: OpenMarket,
  previousPrices: Float64Array,
  costScale: number,
  solver: LpSolver,
): { readonly prices: bigint[]; readonly fit: IntegerFills; readonly surplus: number } {
  const optimum = solveMatching(problem, solver);
  if (optimum.status === 'failed') throw new MarketError('solver-failed', optimum.reason);
  const { books, offer, dealerOrders } = market;
  const tolerance = gapTolerance(books, offer, dealerOrders);
  const settles = optimum.surplus > Math.min(moneyToNumber(tolerance) / 2, NO_SURPLUS * costScale);
  const planned = settles ? optimum : { ...optimum, fills: optimum.fills.map(() => 0) };
  const fit = fitFills(problem, planned.fills, market);
  const prices = pricesNearest(clearingPrices(problem, planned, previousPrices, solver));
  const gap = clearingGap(books, { offer, dealerOrders, prices, ...fit });
  // Dust counts as zero for the price rule; should that ever misjudge the face, the vertex is right.
  const certified = gap <= tolerance * FULL_FILL;
  return { prices: certified ? prices : pricesNearest(optimum.duals), fit, surplus: optimum.surplus };
}

import { clearingPrices } from '../clearing/clearing-prices.js';
import { fitFills, type OpenMarket } from '../clearing/fit-fills.js';
import { matchingProblem, solveMatching, type MatchingProblem } from '../clearing/market-matching.js';
import { MarketError } from '../errors.js';
import { dualValue } from '../ledger/certificate.js';
import { checkClearing } from '../ledger/check-clearing.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import {
  LedgerError,
  type Delivery,
  type Ledger,
  type LedgerClearing,
  type LedgerOrder,
  type LedgerState,
} from '../ledger/ledger.port.js';
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

/** Surplus per unit of cost scale that is no surplus. */
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
 * announced; nor does one that rounding would make the ledger refuse. `costScale`: max(1, |sum z|), money.
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
  const { clearing, surplus, accepted } = match(problem, state, supply, costScale, solver);
  const prices = pricesToNumbers(clearing.prices);
  const waits = patience && surplus > NO_SURPLUS * costScale && surplus < worthwhile(market, patience);
  if (waits || !accepted) return { prices, surplus, settled: false, deliveries: [] };
  const deliveries = await ledger.clear(clearing);
  return { prices, surplus, settled: deliveries.length > 0, deliveries };
}

/** Least surplus (money) for which a settlement is worth clearing the traders' books. */
function worthwhile({ books, offer, dealerOrders }: OpenMarket, { announced, share }: Patience): number {
  return share * moneyToNumber(dualValue(books, offer, dealerOrders, pricesNearest(announced)));
}

/**
 * The clearing with the optimal fills in ledger units, all zero where there is no surplus, and with prices
 * under which the ledger accepts it: the price rule's, or where dust misled it the solver's vertex. `accepted`
 * is false if rounding lets neither pass.
 */
function match(
  problem: MatchingProblem,
  state: LedgerState,
  supply: DealerSupply,
  costScale: number,
  solver: LpSolver,
): { readonly clearing: LedgerClearing; readonly surplus: number; readonly accepted: boolean } {
  const optimum = solveMatching(problem, solver);
  if (optimum.status === 'failed') throw new MarketError('solver-failed', optimum.reason);
  const books = state.seats.map((seat) => seat.orders);
  const market = { books, offer: supply.offer, dealerOrders: supply.orders };
  const settles = optimum.surplus > NO_SURPLUS * costScale;
  const planned = settles ? optimum : { ...optimum, fills: optimum.fills.map(() => 0) };
  const noFills = {
    fills: books.map((orders) => orders.map(() => 0n)),
    dealerFills: supply.orders.map(() => 0n),
  };
  const fit = fitFills(problem, planned.fills, market) ?? noFills;
  const { offer, dealerOrders } = market;
  const priced = (prices: Float64Array): LedgerClearing => ({
    offer,
    dealerOrders,
    ...fit,
    prices: pricesNearest(prices),
  });
  const clearing = priced(clearingPrices(problem, planned, pricesToNumbers(state.prices), solver));
  const { surplus } = optimum;
  if (isAccepted(state, clearing)) return { clearing, surplus, accepted: true };
  const atVertex = priced(optimum.duals);
  return { clearing: atVertex, surplus, accepted: isAccepted(state, atVertex) };
}

/** Whether the ledger would settle the clearing. */
function isAccepted(state: LedgerState, clearing: LedgerClearing): boolean {
  try {
    checkClearing(
      state,
      clearing,
      deliveriesOf(
        state.seats.map((seat) => seat.orders),
        clearing,
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}

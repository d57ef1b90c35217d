import { checkClearing } from '../ledger/check-clearing.js';
import { dot } from '../ledger/certificate.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import {
  fitsLedger,
  LedgerError,
  roundingOf,
  type LedgerClearing,
  type LedgerOrder,
  type LedgerState,
} from '../ledger/ledger.port.js';
import { LARGEST_PRICE_UNITS, pricesNearest, pricesToNumbers, quantitiesToNumbers } from '../ledger/units.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { clearingPrices } from './clearing-prices.js';
import { fitAllFills, fitFills } from './fit-fills.js';
import {
  matchingOptima,
  matchingProblem,
  type MatchingOptimum,
  type MatchingProblem,
} from './market-matching.js';

/** What the dealer puts into one clearing. */
export interface DealerSupply {
  readonly offer: readonly bigint[];
  readonly orders: readonly LedgerOrder[];
}

/**
 * What was found for a book. `accepted`: the ledger would settle it. Else either nothing is worth a trade
 * (`quiet`), or the ledger would refuse every clearing that was found (`refused`), or none was found whose prices it
 * could express (`unsolved`).
 */
export interface FoundClearing {
  readonly status: 'accepted' | 'quiet' | 'refused' | 'unsolved';
  readonly clearing: LedgerClearing;
  /** the matching problem's optimum, money; 0 if `unsolved` */
  readonly surplus: number;
  /** why it is no better */
  readonly reason: string;
  /** it would need prices that no ledger can express */
  readonly isBeyondPrices?: boolean;
}

/** Methods fail in much the same words. */
const MOST_REASONS = 3;

/** Surplus per unit of cost scale that is no surplus. */
export const NO_SURPLUS = 1e-9;
/** Up to here the ledger's certificate may call it none: as much as a match may leave when it has converged. */
const LITTLE_SURPLUS = 1e-6;

/**
 * The clearing with the optimal fills in ledger units, all zero where there is no surplus, and with prices
 * under which the ledger accepts it: the price rule's, or where dust misled it the solver's vertex. Where the
 * ledger accepts neither, other methods of the solver have their turn. `costScale`: max(1, |sum z|), money.
 */
export function findClearing(
  state: LedgerState,
  supply: DealerSupply,
  costScale: number,
  solver: LpSolver,
): FoundClearing {
  const books = state.seats.map((seat) => seat.orders);
  const problem = matchingProblem(quantitiesToNumbers(supply.offer), books, supply.orders);
  const reasons: string[] = [];
  const optima: MatchingOptimum[] = [];
  let first: FoundClearing | undefined;
  for (const optimum of matchingOptima(problem, solver, (reason) => reasons.push(reason))) {
    const found = clearingOf(optimum, problem, state, supply, costScale, solver);
    first ??= found;
    if (found.status === 'accepted' || found.status === 'quiet') return found;
    reasons.push(found.reason);
    optima.push(optimum);
  }
  const reason = [...new Set(reasons)].slice(0, MOST_REASONS).join('; ');
  const still = noTrade(state, supply);
  if (!first) return { status: 'unsolved', clearing: still, surplus: 0, reason };
  // A surplus that the ledger cannot tell from rounding is no trade: it takes that for the optimum.
  const untraded = { ...still, prices: first.clearing.prices };
  if (first.surplus <= LITTLE_SURPLUS * costScale && refusalOf(state, untraded) === null)
    return { ...first, status: 'quiet', clearing: untraded, reason };
  for (const optimum of optima) {
    const clearing = withNoise(optimum, problem, state, supply);
    if (clearing) return { status: 'accepted', clearing, surplus: optimum.surplus, reason: '' };
  }
  return { ...first, reason };
}

function clearingOf(
  optimum: MatchingOptimum,
  problem: MatchingProblem,
  state: LedgerState,
  supply: DealerSupply,
  costScale: number,
  solver: LpSolver,
): FoundClearing {
  const { surplus } = optimum;
  const settles = surplus > NO_SURPLUS * costScale;
  const planned = settles ? optimum : { ...optimum, fills: optimum.fills.map(() => 0) };
  const books = state.seats.map((seat) => seat.orders);
  const market = { books, offer: supply.offer, dealerOrders: supply.orders };
  const unfilled = noTrade(state, supply);
  const fit = fitFills(problem, planned.fills, market) ?? unfilled;
  const priced = (prices: Float64Array): LedgerClearing => ({
    ...unfilled,
    ...fit,
    prices: pricesNearest(prices),
  });
  const byRule = priced(clearingPrices(problem, planned, pricesToNumbers(state.prices), solver));
  const atVertex = priced(optimum.duals);
  let refusal = '';
  for (const clearing of [byRule, withRoundedOrders(byRule), atVertex, withRoundedOrders(atVertex)]) {
    refusal = refusalOf(state, clearing) ?? '';
    if (refusal === '') return { status: 'accepted', clearing, surplus, reason: '' };
  }
  // Somebody's bids are beyond all prices: no rounding. Else these prices are told to the agents, without a trade.
  if (atVertex.prices.some((price) => price > LARGEST_PRICE_UNITS))
    return { status: 'unsolved', clearing: unfilled, surplus: 0, reason: refusal, isBeyondPrices: true };
  return { status: settles ? 'refused' : 'quiet', clearing: atVertex, surplus, reason: refusal };
}

/**
 * A trade so small that it looks like noise counts where what is short is worth more than rounding. Only the vertex
 * has prices for it: the rule's are set as if it were none. null where the ledger refuses this too.
 */
function withNoise(
  { fills, duals }: MatchingOptimum,
  problem: MatchingProblem,
  state: LedgerState,
  supply: DealerSupply,
): LedgerClearing | null {
  const books = state.seats.map((seat) => seat.orders);
  const all = fitAllFills(problem, fills, { books, offer: supply.offer, dealerOrders: supply.orders });
  if (!all) return null;
  const clearing = { ...noTrade(state, supply), ...all, prices: pricesNearest(duals) };
  return [clearing, withRoundedOrders(clearing)].find((tried) => refusalOf(state, tried) === null) ?? null;
}

/**
 * The certificate counts nothing for what rounding prices adds to the dealer's own orders. An order's limit is only
 * meant to one price unit per quantity unit, so one that is marginal within that says exactly what it costs.
 */
function withRoundedOrders(clearing: LedgerClearing): LedgerClearing {
  const dealerOrders = clearing.dealerOrders.map((order) => {
    const rounded = { ...order, limit: dot(clearing.prices, order.bundle) };
    const change = rounded.limit - order.limit;
    const rounding = roundingOf(order);
    return change <= rounding && change >= -rounding && fitsLedger(rounded) ? rounded : order;
  });
  return { ...clearing, dealerOrders };
}

/** Nobody gets anything, at the prices as they are. */
function noTrade(state: LedgerState, { offer, orders }: DealerSupply): LedgerClearing {
  return {
    offer,
    prices: state.prices,
    fills: state.seats.map((seat) => seat.orders.map(() => 0n)),
    dealerOrders: orders,
    dealerFills: orders.map(() => 0n),
  };
}

/** Why the ledger would not settle the clearing, or null. */
function refusalOf(state: LedgerState, clearing: LedgerClearing): string | null {
  const books = state.seats.map((seat) => seat.orders);
  try {
    checkClearing(state, clearing, deliveriesOf(books, clearing));
    return null;
  } catch (error) {
    if (error instanceof LedgerError) return error.message;
    throw error;
  }
}

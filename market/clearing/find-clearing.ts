import { checkClearing } from '../ledger/check-clearing.js';
import { dotUnits } from '../ledger/certificate.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import {
  fitsLedger,
  LedgerError,
  roundingOf,
  type LedgerClearing,
  type LedgerOrder,
  type LedgerState,
} from '../ledger/ledger.port.js';
import {
  LARGEST_PRICE_UNITS,
  pricesNearest,
  pricesToNumbers,
  quantitiesDown,
  quantitiesToNumbers,
} from '../ledger/units.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { balanceFills } from './balance-fills.js';
import { balancePrices } from './balance-prices.js';
import { clearingPrices } from './clearing-prices.js';
import { fitAllFills, fitFills, type IntegerFills, type OpenMarket } from './fit-fills.js';
import {
  matchingOptima,
  matchingProblem,
  noiseOf,
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
  const problem = matchingProblem(quantitiesToNumbers(supply.offer), books, supply.orders, state.exact);
  const market = { books, offer: supply.offer, dealerOrders: supply.orders };
  const sought = { state, supply, costScale, solver, problem, market };
  const reasons: string[] = [];
  const optima: MatchingOptimum[] = [];
  let first: FoundClearing | undefined;
  let beyond: FoundClearing | undefined;
  for (const optimum of matchingOptima(problem, solver, (reason) => reasons.push(reason))) {
    const found = clearingOf(optimum, sought);
    first ??= found;
    if (found.isBeyondPrices) beyond ??= found;
    if (found.status === 'accepted' || found.status === 'quiet') return found;
    reasons.push(found.reason);
    optima.push(optimum);
  }
  const reason = [...new Set(reasons)].slice(0, MOST_REASONS).join('; ');
  const still = noTrade(sought);
  if (!first) return { status: 'unsolved', clearing: still, surplus: 0, reason };
  // A surplus that the ledger cannot tell from rounding is no trade: it takes that for the optimum.
  const untraded = { ...still, prices: first.clearing.prices };
  if (first.surplus <= LITTLE_SURPLUS * costScale && refusalOf(state, untraded) === null)
    return { ...first, status: 'quiet', clearing: untraded, reason };
  for (const optimum of optima) {
    const clearing = toTheLastFraction(optimum, sought);
    if (clearing) return { status: 'accepted', clearing, surplus: optimum.surplus, reason: '' };
  }
  return { ...(beyond ?? first), reason };
}

/** What is being cleared, for the solver and for the ledger. */
interface Sought {
  readonly state: LedgerState;
  readonly supply: DealerSupply;
  readonly costScale: number;
  readonly solver: LpSolver;
  readonly problem: MatchingProblem;
  readonly market: OpenMarket;
}

function clearingOf(optimum: MatchingOptimum, sought: Sought): FoundClearing {
  const { problem, costScale } = sought;
  const { surplus, duals } = optimum;
  const settles = surplus > NO_SURPLUS * costScale;
  const planned = settles ? optimum : { ...optimum, fills: optimum.fills.map(() => 0) };
  const unfilled = noTrade(sought);
  const fit = fitFills(problem, planned.fills, sought.market) ?? unfilled;
  const prices = [pricesByRule(planned, sought), duals].map((each) => pricesNearest(each));
  const settled = settleable({ ...unfilled, ...fit }, prices, sought.state);
  if (typeof settled !== 'string') return { status: 'accepted', clearing: settled, surplus, reason: '' };
  const refused = { surplus, reason: settled };
  const atVertex = { ...unfilled, ...fit, prices: prices[1]! };
  // Somebody's bids are beyond all prices: no rounding. Else these prices are told to the agents, without a trade.
  if (atVertex.prices.some((price) => price > LARGEST_PRICE_UNITS))
    return { ...refused, status: 'unsolved', clearing: unfilled, surplus: 0, isBeyondPrices: true };
  if (!settles) return { ...refused, status: 'quiet', clearing: atVertex };
  // Nothing changes hands where the dealer trades with itself alone: the others only hear the prices.
  const offer = leftByDealer(planned, problem);
  const quiet =
    offer && settleable(noTrade({ ...sought, supply: { offer, orders: [] } }), prices, sought.state);
  if (quiet && typeof quiet !== 'string')
    return { ...refused, status: 'quiet', clearing: { ...unfilled, prices: quiet.prices } };
  return { ...refused, status: 'refused', clearing: atVertex };
}

/** What the dealer has left to offer where it trades with itself alone; null where a seat trades. */
function leftByDealer({ fills }: MatchingOptimum, { offer, columns }: MatchingProblem): bigint[] | null {
  const left = offer.slice();
  for (const [i, column] of columns.entries()) {
    if (fills[i]! < noiseOf(column)) continue;
    if (column.seat !== null) return null;
    column.rowOf.forEach((r, e) => (left[r]! -= column.values[e]! * fills[i]!));
  }
  return quantitiesDown(left.map((quantity, r) => Math.min(offer[r]!, Math.max(0, quantity))));
}

/**
 * The clearing that must be exact: orders filled in part share what there is to the last fraction of a unit. Where the
 * ledger refuses that too, a trade so small that it looks like noise counts, since what is short is worth more than
 * rounding; only the vertex has prices for it, since the rule's are set as if it were none. null where it refuses both.
 */
function toTheLastFraction(optimum: MatchingOptimum, sought: Sought): LedgerClearing | null {
  const { problem, market, state } = sought;
  const { fills, duals } = optimum;
  const exact = balanceFills(problem, fills, market);
  const all = fitAllFills(problem, fills, market);
  const exactly = (prices: Float64Array, fit: IntegerFills): bigint[] =>
    balancePrices(prices, problem, fills, market, fit);
  const byRule = pricesByRule(optimum, sought);
  const settled = [
    exact &&
      settleable({ ...noTrade(sought), ...exact }, [exactly(byRule, exact), exactly(duals, exact)], state),
    all && settleable({ ...noTrade(sought), ...all }, [pricesNearest(duals), exactly(duals, all)], state),
  ];
  return settled.find((tried) => tried !== null && typeof tried !== 'string') ?? null;
}

function pricesByRule(optimum: MatchingOptimum, { problem, state, solver }: Sought): Float64Array {
  return clearingPrices(problem, optimum, pricesToNumbers(state.prices), solver);
}

/** The clearing at the first of these prices at which the ledger would settle it, or why it would at none. */
function settleable(
  clearing: LedgerClearing,
  prices: readonly (readonly bigint[])[],
  state: LedgerState,
): LedgerClearing | string {
  let refusal = '';
  for (const each of prices) {
    const priced = { ...clearing, prices: each };
    for (const tried of [priced, withRoundedOrders(priced)]) {
      refusal = refusalOf(state, tried) ?? '';
      if (refusal === '') return tried;
    }
  }
  return refusal;
}

/**
 * The certificate counts nothing for what rounding prices adds to the dealer's own orders. An order's limit is only
 * meant to one price unit per quantity unit, so one that is marginal within that says exactly what it costs.
 */
function withRoundedOrders(clearing: LedgerClearing): LedgerClearing {
  const dealerOrders = clearing.dealerOrders.map((order) => {
    const rounded = { ...order, limit: dotUnits(clearing.prices, order.bundle) };
    const change = rounded.limit - order.limit;
    const rounding = roundingOf(order);
    return change <= rounding && change >= -rounding && fitsLedger(rounded) ? rounded : order;
  });
  return { ...clearing, dealerOrders };
}

/** Nobody gets anything, at the prices as they are. */
function noTrade({ state, supply }: Pick<Sought, 'state' | 'supply'>): LedgerClearing {
  const { offer, orders } = supply;
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

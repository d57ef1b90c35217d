import { freeGas } from '../../instance.js';
import { NO_SURPLUS, type FoundClearing } from '../../clearing/find-clearing.js';
import {
  clearableMarket,
  without,
  type ClearableMarket,
  type MarketToClear,
  type OrderOwner,
} from '../../clearing/leave-out.js';
import { dualValue } from '../../ledger/certificate.js';
import { bookGas, clearingGas } from '../../ledger/gas-bounds.js';
import type { Delivery, Ledger, LedgerClearing } from '../../ledger/ledger.port.js';
import { moneyToNumber, pricesNearest, pricesToNumbers } from '../../ledger/units.js';
import type { LpSolver } from '../../lp/lp-solver.port.js';

export interface ClearingResult {
  /** what was found for the book at last; `refused` and `unsolved` end a round without trade */
  readonly status: FoundClearing['status'];
  readonly prices: Float64Array;
  /** the matching problem's optimum, money */
  readonly surplus: number;
  readonly settled: boolean;
  readonly deliveries: readonly Delivery[];
  /** fills[seat][order] of the book as it was cleared */
  readonly fills: LedgerClearing['fills'];
  /** of the dealer's own orders, likewise */
  readonly dealerFills: LedgerClearing['dealerFills'];
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
  /** of the block in which the clearing must find room; default: of a chain that always has it */
  readonly blockGasLimit?: number;
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
  const { found, leftOut, waits } = fittingClearing(round, solver);
  await ledger.cancel(...leftOut.flatMap(({ owner }) => (owner === 'dealer' ? [] : [owner])));
  const { clearing, surplus } = found;
  const { fills, dealerFills } = clearing;
  const prices = pricesToNumbers(clearing.prices);
  const { status } = found;
  const told = { status, prices, surplus, fills, dealerFills, leftOut };
  if (waits || status !== 'accepted') return { ...told, settled: false, deliveries: [] };
  const deliveries = await ledger.clear(clearing);
  return { ...told, settled: deliveries.length > 0, deliveries };
}

/** A clearing that finds room in a block, if need be without the heaviest books. */
function fittingClearing(
  round: RoundToClear,
  solver: LpSolver,
): Pick<ClearableMarket, 'found' | 'leftOut'> & { readonly waits: boolean } {
  const { costScale, patience, blockGasLimit = freeGas.blockGasLimit } = round;
  const market = clearableMarket(round, solver);
  const { found, leftOut } = market;
  const { surplus } = found;
  const waits =
    patience !== undefined && surplus > NO_SURPLUS * costScale && surplus < worthwhile(market, patience);
  const gas = waits || found.status !== 'accepted' ? 0 : clearingGas(market.state, found.clearing);
  if (gas <= blockGasLimit) return { found, leftOut, waits };
  const remaining = { ...round, state: market.state, supply: market.supply };
  const owners = heaviestBooks(remaining, found.clearing, gas - blockGasLimit);
  if (owners.length === 0) return { found, leftOut, waits };
  const rest = fittingClearing({ ...remaining, ...without(owners, market.state, market.supply) }, solver);
  const reason = `the clearing may need ${gas} gas, a block has ${blockGasLimit}, and these orders need most`;
  return { ...rest, leftOut: [...leftOut, ...owners.map((owner) => ({ owner, reason })), ...rest.leftOut] };
}

/**
 * The owners whose orders need most gas, as many as it takes to save `gas`. What they trade does not count for the
 * ranking, so nobody is left out while one with more orders is in: with no more orders than an equal share of the
 * block holds, one is only left out after all who have more.
 */
function heaviestBooks(round: RoundToClear, { fills }: LedgerClearing, gas: number): OrderOwner[] {
  const { state, supply, suspects } = round;
  const m = state.prices.length;
  const owners: OrderOwner[] = [];
  const books = suspects.map((seat): { owner: OrderOwner; orders: number; saves: number } => {
    const { orders } = state.seats[seat]!;
    const trades = fills[seat]!.some((fill) => fill > 0n);
    return { owner: seat, orders: orders.length, saves: bookGas(orders, trades, m) };
  });
  const saves = bookGas(supply.orders, false, m);
  books.push({ owner: 'dealer', orders: supply.orders.length, saves });
  let saved = 0;
  for (const { owner, saves } of books
    .filter(({ orders }) => orders > 0)
    .sort((a, b) => b.orders - a.orders)) {
    if (saved >= gas) break;
    owners.push(owner);
    saved += saves;
  }
  return owners;
}

/** Least surplus (money) for which a settlement is worth clearing the traders' books. */
function worthwhile({ state, supply }: ClearableMarket, { announced, share }: Patience): number {
  const books = state.seats.map((seat) => seat.orders);
  return share * moneyToNumber(dualValue(books, supply.offer, supply.orders, pricesNearest(announced)));
}

import type { SettlementRule } from '../instance.js';
import type { LedgerClearing, LedgerOrder, LedgerState } from './ledger.port.js';

/**
 * Upper bounds on the gas of each transaction of a market on a chain (contracts/gas-bounds.test.ts measures them). They
 * depend on the market alone, so that limits derived from them are the same for a ledger in memory.
 *
 * A word of calldata costs at most 1,280 gas, the floor of EIP-7623 for 32 bytes of which none is zero; what the contract
 * does with it costs less than what the floor is above the ordinary price.
 */
const WORD = 32 * 40;
/** A word of storage written for the first time. */
const NEW_WORD = 22_200;
/** A lane in a list of those that change, at most 9 bytes, and reading it. */
const LANE = 430;
/** Reading four lanes packed, and adding them up. */
const WHOLE_WORD = 1_305;
/** Adding a bundle of four resources up. */
const ADDED_WORD = 370;
/** Delivering four quantities, and telling of them. */
const MOVED_WORD = 1_400;
/** Four resources' prices, offer and inventory. */
const MARKET_WORD = 3 * WORD + 4_200;
/** Lanes that a list passes over at once. */
const PASSED_LANES = 32;

/** Words of calldata, or of storage, that hold so many quantities: four to a word. */
export function wordsFor(quantities: number): number {
  return Math.ceil(quantities / 4);
}

/** One seat's orders of a round; `m` resources. */
export function ordersGas(orders: number, m: number): number {
  return SUBMISSION_GAS + orders * (3_000 + (1 + wordsFor(m)) * (WORD + 120));
}

const SUBMISSION_GAS = 130_000;

/** What checking a commitment and passing orders on adds to placing them, where orders are sealed. */
export const REVEAL_GAS = 90_000;

/** The contract that a sealed market has in front of it: 1.4 million, and 47,000 a seat. */
export function doorGas(seats: number): number {
  return 2_000_000 + 60_000 * seats;
}

/** The end of a batch of sealed orders in which so many seats took part. */
export function batchGas(seats: number): number {
  return 100_000 + 20_000 * seats;
}

/** Orders that fit into one submission of a block of this size. */
export function ordersWithin(blockGasLimit: number, m: number): number {
  return Math.floor((blockGasLimit - SUBMISSION_GAS) / (ordersGas(1, m) - SUBMISSION_GAS));
}

/** A clearing of the open book, by the lanes that its orders bring and by whom it gives something. */
export function clearingGas(state: LedgerState, clearing: LedgerClearing): number {
  const { settlement, seats, inventory } = state;
  const m = inventory.length;
  const trading = clearing.fills.filter((fills) => fills.some((fill) => fill > 0n)).length;
  let gas = marketGas(seats.length, m) + trading * tradingGas(m) + escrowGas(trading, settlement);
  for (const { orders } of seats) gas += orders.length > 0 ? groupGas(orders, m) : 0;
  return gas + groupGas(clearing.dealerOrders, m);
}

/** The most that a clearing of so many orders can cost: every seat trades, and every order names every resource. */
export function fullClearingGas(
  seats: number,
  orders: number,
  m: number,
  { settlement = 'path' }: { settlement?: SettlementRule } = {},
): number {
  const reading = (seats + 1) * groupGas([], m) + orders * orderGas(m, m);
  return marketGas(seats, m) + seats * tradingGas(m) + escrowGas(seats, settlement) + reading;
}

/** What seats that trade, and the dealer, have in escrow is written and told. */
function escrowGas(trading: number, settlement: SettlementRule): number {
  return settlement === 'final' ? (trading + 1) * (NEW_WORD + 3_000) : 0;
}

/** What a clearing needs besides its orders and trades. */
function marketGas(seats: number, m: number): number {
  return 90_000 + seats * 2_600 + wordsFor(m) * MARKET_WORD;
}

const GROUP_GAS = 2 * WORD + 6_000;

/** What a clearing would cost less without a book. */
export function bookGas(orders: readonly LedgerOrder[], trades: boolean, m: number): number {
  return groupGas(orders, m) + (trades ? tradingGas(m) : 0);
}

function groupGas(orders: readonly LedgerOrder[], m: number): number {
  let gas = GROUP_GAS + wordsFor(m) * 30;
  orders.forEach(({ bundle }, i) => (gas += orderGas(changedLanes(bundle, orders[i - 1]?.bundle), m)));
  return gas;
}

/** An order that brings so many lanes; at most 27 bytes besides. */
function orderGas(lanes: number, m: number): number {
  return 3_350 + lanesGas(lanes, m, ADDED_WORD);
}

/** Reading lanes that change, and what else is done with each word of the vector; or, where that is less, all of them packed. */
function lanesGas(lanes: number, m: number, perWord: number): number {
  return Math.min(lanes * LANE + wordsFor(m) * perWord, wordsFor(m) * WHOLE_WORD);
}

/** Lanes by which an order differs from the one before it, and those that bridge what is passed over. */
function changedLanes(bundle: readonly bigint[], before?: readonly bigint[]): number {
  let lanes = 0;
  let next = 0;
  for (let r = 0; r < bundle.length; r++) {
    if (bundle[r] === (before?.[r] ?? 0n)) continue;
    lanes += 1 + Math.floor((r - next) / PASSED_LANES);
    next = r + 1;
  }
  return lanes;
}

/** Delivering to a seat: its book, cash and holding are written. */
function tradingGas(m: number): number {
  return 30_000 + wordsFor(m) * MOVED_WORD;
}

export function creationGas(m: number): number {
  return 450_000 + 2 * wordsFor(m) * 2 * WORD;
}

export function seatsGas(seats: number, m: number): number {
  return 60_000 + seats * (85_000 + wordsFor(m) * 2 * WORD);
}

/** A call that settles at the final prices, without what it brings and whom it pays. */
export function settlementGas(m: number): number {
  return 110_000 + wordsFor(m) * 3 * WORD;
}

/** Writing down how far a settlement is that goes on in another call. */
export const UNFINISHED_GAS = 230_000;

/** Valuing a seat's position, but for its deliveries, and paying an account what is due. */
export const VALUING_GAS = 29_000;
export const PAYING_GAS = 17_000;

/** A delivery to a seat that a settlement brings again. */
export function tradeGas(delivered: readonly bigint[]): number {
  const m = delivered.length;
  return 2_500 + lanesGas(changedLanes(delivered), m, 60);
}

/** Any call without a list: deposit, start, cancel, close, withdraw. */
export const SMALL_CALL_GAS = 150_000;

/** What a sealed submission needs more than an open one: a commitment, and that it is revealed. */
export const SEALING_GAS = SMALL_CALL_GAS + REVEAL_GAS;

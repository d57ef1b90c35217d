import type { SettlementRule } from '../instance.js';
import { deliveriesOf } from './deliveries.js';
import type { LedgerClearing, LedgerState } from './ledger.port.js';

/**
 * Upper bounds on the gas of each transaction of a market on a chain (contracts/gas-bounds.test.ts measures them). They
 * depend on the market alone, so that limits derived from them are the same for a ledger in memory.
 *
 * A word of calldata costs at most 1,280 gas, the floor of EIP-7623 for 32 bytes of which none is zero; what the contract
 * does with it costs less than what the floor is above the ordinary price.
 */
const WORD = 32 * 40;
/** A word of storage: written for the first time, written again, only looked at. */
const NEW_WORD = 22_200;
const CHANGED_WORD = 5_100;
const SEEN_WORD = 2_200;
/** Moving four quantities, and telling of them. */
const MOVED_WORD = 2_300;
/** Looking at the prices and the dealer's inventory of four resources. */
const MARKET_WORD = 6_000;

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

/** A clearing of the open book, by whom it gives something and what was zero before. */
export function clearingGas(state: LedgerState, clearing: LedgerClearing): number {
  const books = state.seats.map(({ orders }) => orders);
  const m = state.inventory.length;
  const deliveries = deliveriesOf(books, clearing);
  let storage = 0;
  for (const { seat, delivered } of deliveries)
    for (let r = 0; r < m; r += 4) {
      const moves = delivered.slice(r, r + 4).some((quantity) => quantity !== 0n);
      storage += moves ? writing(state.seats[seat]!.allocation, r) : SEEN_WORD;
    }
  for (let r = 0; r < m; r += 4) storage += writing(state.inventory, r) + writing(state.prices, r);
  storage += escrowGas(deliveries.length, state.settlement);
  const orders = books.reduce((sum, book) => sum + book.length, clearing.dealerOrders.length);
  const open = books.filter((book) => book.length > 0).length;
  return storage + readingGas({ seats: books.length, open, trading: deliveries.length, orders, m });
}

/**
 * The most that a clearing of so many orders can cost: every seat trades, and nobody held anything; with `held`, everybody
 * trades what they hold already.
 */
export function fullClearingGas(
  seats: number,
  orders: number,
  m: number,
  { settlement = 'path', held = false }: { settlement?: SettlementRule; held?: boolean } = {},
): number {
  const word = held ? CHANGED_WORD : NEW_WORD;
  const storage = (seats + 2) * wordsFor(m) * word + escrowGas(seats, settlement);
  return storage + readingGas({ seats, open: seats, trading: seats, orders, m });
}

/** What seats that trade, and the dealer, have in escrow is written and told. */
function escrowGas(trading: number, settlement: SettlementRule): number {
  return settlement === 'final' ? (trading + 1) * (NEW_WORD + 3_000) : 0;
}

function writing(held: readonly bigint[], from: number): number {
  return held.slice(from, from + 4).every((quantity) => quantity === 0n) ? NEW_WORD : CHANGED_WORD;
}

interface Reading {
  readonly seats: number;
  readonly open: number;
  readonly trading: number;
  readonly orders: number;
  readonly m: number;
}

/** All but the writing of holdings. */
function readingGas({ seats, open, trading, orders, m }: Reading): number {
  const words = wordsFor(m);
  const calldata = 4 + 2 * words + 2 * (open + 1);
  const memory = trading * (words + 8) + 20 * words;
  return (
    60_000 +
    seats * 2_600 +
    open * 5_000 +
    trading * tradingGas(m) +
    ordersReadGas(orders, m) +
    calldata * WORD +
    words * MARKET_WORD +
    memory * 3 +
    Math.ceil(memory ** 2 / 512)
  );
}

function ordersReadGas(orders: number, m: number): number {
  return orders * (1_500 + (1 + wordsFor(m)) * WORD);
}

function tradingGas(m: number): number {
  return 10_000 + wordsFor(m) * MOVED_WORD;
}

/** About what a clearing would cost less without a book. */
export function bookGas(orders: number, trades: boolean, m: number): number {
  return ordersReadGas(orders, m) + (trades ? tradingGas(m) + wordsFor(m) * CHANGED_WORD : 0);
}

export function creationGas(m: number): number {
  return 400_000 + 2 * wordsFor(m) * (NEW_WORD + 2 * WORD);
}

export function seatsGas(seats: number, m: number): number {
  return 60_000 + seats * (60_000 + wordsFor(m) * (NEW_WORD + 2 * WORD));
}

/** Settling everybody's net position at the final prices. */
export function settlementGas(seats: number, m: number): number {
  const words = wordsFor(m);
  return (
    120_000 + words * (NEW_WORD + 3 * WORD) + (seats + 1) * (20_000 + words * (SEEN_WORD + WORD + 1_000))
  );
}

/** Any call without a list: deposit, start, cancel, close, withdraw. */
export const SMALL_CALL_GAS = 150_000;

/** What a sealed submission needs more than an open one: a commitment, and that it is revealed. */
export const SEALING_GAS = SMALL_CALL_GAS + REVEAL_GAS;

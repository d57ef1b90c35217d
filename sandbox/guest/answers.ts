import { newNumbers } from './buffers.js';
import { refuse } from './failure.js';
import { floor, hasOwn, isFinite, isTypedArray } from './intrinsics.js';
import { keyLimits, mostRemembered } from './limits.js';
import { entryOf, ownField, lengthOf, type Entries } from './own-fields.js';

const { keys: MOST_KEYS, largest: LARGEST_KEY } = keyLimits;

/**
 * The only form in which a plugin's answer leaves the isolate: one array of finite numbers.
 *
 *     orders:  count, then per order: kind (0 limited, 1 unlimited), limit, cap, key (0: none), bundle (m)
 *     bid:     what to cancel first: 0 (nothing), 1 (all) or 2, number of keys, the keys; then orders
 *     quote:   offer (m), then orders
 *     announcement:  nothing, or prices (m)
 *     auction order: nothing, or 0 (ask), amount, price, 0 or 1 (bid), amount, price for PV, for CHP; amount -1: all of it
 *
 * `answering/answer-decoder.ts` reads it and trusts nothing in it.
 */
export function packBid(answer: unknown, m: number, most: number): Float64Array {
  if (typeof answer !== 'object' || answer === null) return packBook(undefined, answer, m, most);
  const orders = ownField(answer, 'orders');
  const cancel = ownField(answer, 'cancel');
  if (orders === undefined && cancel === undefined) return packBook(undefined, answer, m, most);
  return packBook(cancel, orders, m, most);
}

/** `orders` undefined: none, where something is to be cancelled. */
function packBook(cancel: unknown, orders: unknown, m: number, most: number): Float64Array {
  const isAll = cancel === 'all';
  const keys = isAll || cancel === undefined ? 0 : keyCount(cancel);
  const count = cancel !== undefined && orders === undefined ? 0 : orderCount(orders, most);
  const numbers = newNumbers(3 + keys + count * (HEAD + m));
  numbers[0] = isAll ? 1 : keys > 0 ? 2 : 0;
  numbers[1] = keys;
  for (let i = 0; i < keys; i++) {
    numbers[2 + i] = orderKey(entryOf(cancel as object, i), `cancel[${i}]`);
  }
  addOrders(numbers, 2 + keys, orders, count, m);
  return numbers;
}

function keyCount(cancel: unknown): number {
  const length = typeof cancel === 'object' && cancel !== null ? lengthOf(cancel) : undefined;
  if (typeof length !== 'number' || !(length >= 0 && length <= MOST_KEYS && floor(length) === length))
    refuse(`cancel must be 'all' or an array of at most ${MOST_KEYS} keys`);
  return length;
}

function orderKey(key: unknown, what: string): number {
  if (typeof key !== 'number' || !(key >= 1 && key <= LARGEST_KEY && floor(key) === key))
    refuse(`${what} must be a whole number from 1 to ${LARGEST_KEY}`);
  return key;
}

export function packQuote(quote: unknown, m: number, most: number): Float64Array {
  if (typeof quote !== 'object' || quote === null)
    refuse(`quote() must return { offer, orders? }, not ${typeName(quote)}`);
  const orders = ownField(quote, 'orders');
  // A dealer may always send one order per resource.
  const count = orders === undefined ? 0 : orderCount(orders, m > most ? m : most);
  const numbers = newNumbers(m + 1 + count * (HEAD + m));
  addVector(numbers, 0, ownField(quote, 'offer'), m, 'offer');
  addOrders(numbers, m, orders, count, m);
  return numbers;
}

export function packAnnouncement(prices: unknown, m: number): Float64Array {
  if (prices === undefined || prices === null) return newNumbers(0);
  const numbers = newNumbers(m);
  addVector(numbers, 0, prices, m, 'announced prices');
  return numbers;
}

/** Numbers of an auction order: side, amount, two prices. */
const AUCTION_ORDER = 4;
const ALL_OF_IT = -1;

export function packAuctionOrder(order: unknown): Float64Array {
  if (order === undefined || order === null) return newNumbers(0);
  if (typeof order !== 'object') refuse(`order() must return an order or null, not ${typeName(order)}`);
  const amount = ownField(order, 'amount');
  const price = ownField(order, 'price');
  const prices = ownField(order, 'prices');
  const numbers = newNumbers(AUCTION_ORDER);
  numbers[1] = amount === undefined ? ALL_OF_IT : wholeAmount(amount);
  if (price !== undefined && prices !== undefined) refuse('the order has a price (ask) and prices (bid)');
  if (prices === undefined) numbers[2] = finite(price, 'the order', 'price');
  else {
    if (typeof prices !== 'object' || prices === null) refuse('the order: prices must be { pv, chp }');
    numbers[0] = 1;
    numbers[2] = finite(ownField(prices, 'pv'), 'the order', 'prices.pv');
    numbers[3] = finite(ownField(prices, 'chp'), 'the order', 'prices.chp');
  }
  return numbers;
}

function wholeAmount(value: unknown): number {
  const amount = finite(value, 'the order', 'amount');
  if (floor(amount) !== amount || amount < 1) refuse(`the order: amount is ${amount}, no whole Wh above 0`);
  return amount;
}

/** What `remember` gave: the one text that leaves the isolate as it is. */
export function checkMemory(memory: unknown): string {
  if (memory === undefined || memory === null) return '';
  if (typeof memory !== 'string') refuse(`remember() must return a text, not ${typeName(memory)}`);
  if (memory.length > mostRemembered)
    refuse(`remember() returned ${memory.length} characters; ${mostRemembered} are allowed`);
  return memory;
}

/** kind, limit, cap, key before the bundle */
const HEAD = 4;

function orderCount(orders: unknown, most: number): number {
  if (typeof orders !== 'object' || orders === null)
    refuse(`orders must be an array, not ${typeName(orders)}`);
  const length = lengthOf(orders);
  if (typeof length !== 'number') {
    if (typeof ownField(orders, 'then') === 'function')
      refuse('orders must be an array, not a promise: calls are synchronous');
    refuse('orders must be an array');
  }
  if (!(length >= 0 && length <= most && floor(length) === length))
    refuse(`${length} orders in one call; ${most} are allowed`);
  return length;
}

function addOrders(numbers: Float64Array, first: number, orders: unknown, count: number, m: number): void {
  numbers[first] = count;
  for (let i = 0; i < count; i++)
    addOrder(numbers, first + 1 + i * (HEAD + m), entryOf(orders as object, i), m, i);
}

function addOrder(numbers: Float64Array, first: number, order: unknown, m: number, index: number): void {
  const which = `order ${index}`;
  if (typeof order !== 'object' || order === null)
    refuse(`${which} must be an object, not ${typeName(order)}`);
  const kind = ownField(order, 'kind');
  const key = ownField(order, 'key');
  if (kind !== undefined && kind !== 'limited' && kind !== 'unlimited')
    refuse(`${which}: kind must be 'limited' or 'unlimited'`);
  numbers[first] = kind === 'unlimited' ? 1 : 0;
  numbers[first + 1] = finite(ownField(order, 'limit'), which, 'limit');
  numbers[first + 2] =
    kind === 'unlimited' ? finite(ownField(order, 'cap'), which, 'cap of an unlimited order') : 0;
  numbers[first + 3] = key === undefined ? 0 : orderKey(key, `${which}: key`);
  addVector(numbers, first + HEAD, ownField(order, 'bundle'), m, `${which}: bundle`);
}

function finite(value: unknown, which: string, what: string): number {
  if (typeof value !== 'number') refuse(`${which}: ${what} must be a number, not ${typeName(value)}`);
  if (!isFinite(value)) refuse(`${which}: ${what} is ${value}`);
  return value + 0;
}

/**
 * Writes `m` finite numbers read from an array or typed array, each entry once; -0 becomes 0. As `entryOf`, but written
 * out, as most of a call's time goes here; a typed array never asks its prototype for an index.
 */
function addVector(numbers: Float64Array, first: number, vector: unknown, m: number, what: string): void {
  if (typeof vector !== 'object' || vector === null) refuse(`${what} must be an array of ${m} numbers`);
  const length = lengthOf(vector);
  if (length !== m)
    refuse(`${what} has ${typeof length === 'number' ? length : 'no'} entries; it needs ${m}`);
  const isTyped = isTypedArray(vector);
  for (let r = 0; r < m; r++) {
    const entry = isTyped || hasOwn(vector, r) ? (vector as Entries)[r] : undefined;
    if (typeof entry !== 'number') refuse(`${what}[${r}] must be a number, not ${typeName(entry)}`);
    if (!isFinite(entry)) refuse(`${what}[${r}] is ${entry}`);
    numbers[first + r] = entry + 0;
  }
}

function typeName(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

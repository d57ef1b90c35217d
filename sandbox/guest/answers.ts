import { refuse } from './failure.js';
import { append, isFinite, NumberArray } from './intrinsics.js';

/**
 * The only form in which a plugin's answer leaves the isolate: one array of finite numbers.
 *
 *     orders:  count, then per order: kind (0 limited, 1 unlimited), limit, cap, bundle (m)
 *     quote:   offer (m), then orders
 *     announcement:  nothing, or prices (m)
 *
 * `host/answer-decoder.ts` reads it and trusts nothing in it.
 */
export function packOrders(orders: unknown, m: number, most: number): Float64Array {
  const numbers: number[] = [];
  addOrders(numbers, orders, m, most);
  return packed(numbers);
}

export function packQuote(quote: unknown, m: number, most: number): Float64Array {
  if (typeof quote !== 'object' || quote === null)
    refuse(`quote() must return { offer, orders? }, not ${typeName(quote)}`);
  const { offer, orders } = quote as { offer?: unknown; orders?: unknown };
  const numbers: number[] = [];
  addVector(numbers, offer, m, 'offer');
  addOrders(numbers, orders === undefined ? [] : orders, m, most);
  return packed(numbers);
}

export function packAnnouncement(prices: unknown, m: number): Float64Array {
  const numbers: number[] = [];
  if (prices !== undefined && prices !== null) addVector(numbers, prices, m, 'announced prices');
  return packed(numbers);
}

function addOrders(numbers: number[], orders: unknown, m: number, most: number): void {
  if (typeof orders !== 'object' || orders === null)
    refuse(`orders must be an array, not ${typeName(orders)}`);
  const list = orders as {
    readonly length?: unknown;
    readonly [index: number]: unknown;
    readonly then?: unknown;
  };
  const count = list.length;
  if (typeof count !== 'number') {
    if (typeof list.then === 'function')
      refuse('orders must be an array, not a promise: calls are synchronous');
    refuse('orders must be an array');
  }
  if (!(count >= 0 && count <= most)) refuse(`${count} orders in one call; ${most} are allowed`);
  append(numbers, count);
  for (let i = 0; i < count; i++) addOrder(numbers, list[i], m, `order ${i}`);
}

function addOrder(numbers: number[], order: unknown, m: number, which: string): void {
  if (typeof order !== 'object' || order === null)
    refuse(`${which} must be an object, not ${typeName(order)}`);
  const { bundle, limit, kind, cap } = order as {
    bundle?: unknown;
    limit?: unknown;
    kind?: unknown;
    cap?: unknown;
  };
  if (kind !== undefined && kind !== 'limited' && kind !== 'unlimited')
    refuse(`${which}: kind must be 'limited' or 'unlimited'`);
  append(numbers, kind === 'unlimited' ? 1 : 0);
  append(numbers, finite(limit, which, 'limit'));
  append(numbers, kind === 'unlimited' ? finite(cap, which, 'cap of an unlimited order') : 0);
  addVector(numbers, bundle, m, `${which}: bundle`);
}

function finite(value: unknown, which: string, what: string): number {
  if (typeof value !== 'number') refuse(`${which}: ${what} must be a number, not ${typeName(value)}`);
  if (!isFinite(value)) refuse(`${which}: ${what} is ${value}`);
  return value;
}

/** Appends `m` finite numbers read from an array or typed array, each entry once. */
function addVector(numbers: number[], vector: unknown, m: number, what: string): void {
  if (typeof vector !== 'object' || vector === null) refuse(`${what} must be an array of ${m} numbers`);
  const list = vector as { readonly length?: unknown; readonly [index: number]: unknown };
  const length = list.length;
  if (length !== m)
    refuse(`${what} has ${typeof length === 'number' ? length : 'no'} entries; it needs ${m}`);
  for (let r = 0; r < m; r++) {
    const entry = list[r];
    if (typeof entry !== 'number') refuse(`${what}[${r}] must be a number, not ${typeName(entry)}`);
    if (!isFinite(entry)) refuse(`${what}[${r}] is ${entry}`);
    append(numbers, entry);
  }
}

function typeName(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function packed(numbers: number[]): Float64Array {
  const result = new NumberArray(numbers.length);
  // + 0 turns -0 into 0.
  for (let i = 0; i < numbers.length; i++) result[i] = numbers[i]! + 0;
  return result;
}

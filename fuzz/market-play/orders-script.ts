import type { SeatOrder } from '#market/traders.port.js';
import type { OrderLimits } from '#market/order/order-limits.js';
import type { Rng } from '#market/rng.js';
import { tamed, type Means } from './tame.js';
import { oneOf, whole } from '../draw.js';
import { anyMagnitude, valueOf, type Magnitude } from './magnitudes.js';

/** An order as plain JSON: quantities by resource (modulo how many there are), the rest zero. */
export interface ScriptedOrder {
  readonly bundle: readonly (readonly [resource: number, quantity: Magnitude])[];
  readonly limit: Magnitude;
  /** absent: a limited order */
  readonly cap?: Magnitude;
  readonly key?: number;
}

export interface OrdersScript {
  /** each is moved to the nearest one that may be placed */
  readonly tame: boolean;
  readonly orders: readonly ScriptedOrder[];
  /** and so many that differ in all that makes an order, as far as the open orders have room */
  readonly flood?: Flood;
  /** what of its book goes before: all, or these keys */
  readonly cancel?: 'all' | readonly number[];
}

interface Flood {
  readonly orders: number;
  /** of the resources that each names */
  readonly share: number;
  readonly quantity: number;
  /** money, of the first; nobody pays what those ask that are far below zero */
  readonly limit: number;
}

/** Orders of one round: unrelated ones, near duplicates, multiples, opposites, pairs of giants and dwarfs. */
export function ordersScript(rng: Rng): OrdersScript {
  const orders = Array.from({ length: whole(rng, 0, 4) }, () => anyOrder(rng));
  for (const order of [...orders]) if (rng.next() < 0.3) orders.push(relativeOf(rng, order));
  if (rng.next() < 0.15) orders.push(giant(rng), dwarf(rng));
  const script = { tame: rng.next() < 0.8, orders, ...(rng.next() < 0.12 && { flood: aFlood(rng) }) };
  if (rng.next() < 0.5) return script;
  const named = orders.map((order) => (rng.next() < 0.7 ? { ...order, key: aKey(rng) } : order));
  return { ...script, orders: named, ...(rng.next() < 0.5 && { cancel: aCancellation(rng) }) };
}

/** Few, so that one is often given twice; those of a flood are its numbers. */
function aKey(rng: Rng): number {
  return whole(rng, 1, 6);
}

function aCancellation(rng: Rng): 'all' | readonly number[] {
  return rng.next() < 0.3 ? 'all' : Array.from({ length: whole(rng, 0, 3) }, () => aKey(rng));
}

function aFlood(rng: Rng): Flood {
  return {
    orders: oneOf(rng, [64, 64, 40, 12]),
    share: oneOf(rng, [1, 1, 0.5, 0.05]),
    quantity: oneOf(rng, [1e-3, 1, 1e3]),
    limit: oneOf(rng, [-1e3, -1e3, -1, 1e-9]),
  };
}

function floodOf({ orders, share, quantity, limit }: Flood, m: number, round: number): SeatOrder[] {
  const named = Math.max(1, Math.round(m * share));
  return Array.from({ length: orders }, (_, i) => {
    const bundle = new Float64Array(m);
    for (let r = 0; r < named; r++)
      bundle[(i + r) % m] = quantity * (1 + ((i * 7 + r * 13 + round * 31) % 97) + round * 1e-3 + i * 1e-4);
    return { bundle, limit: limit * (1 + i / 64), kind: 'limited', key: 64 * round + i + 1 - 64 };
  });
}

function anyOrder(rng: Rng): ScriptedOrder {
  const kinds = rng.next() < 0.5 ? 1 : whole(rng, 1, 4);
  return {
    bundle: Array.from({ length: kinds }, () => [whole(rng, 0, 11), anyMagnitude(rng, 'quantity')] as const),
    limit: anyMagnitude(rng, 'money'),
    ...(rng.next() < 0.3 ? { cap: anyMagnitude(rng, 'quantity') } : {}),
  };
}

function relativeOf(rng: Rng, order: ScriptedOrder): ScriptedOrder {
  const factor = oneOf(rng, [1, -1, 1 + 1e-15, 1 + 1e-9, 0.5, 2, 1e-6, -1e3]);
  const limit = rng.next() < 0.5 ? factor : oneOf(rng, [1, 1 + 1e-12, -1]);
  return {
    ...order,
    bundle: order.bundle.map(([r, quantity]) => [r, scaled(quantity, factor)] as const),
    limit: scaled(order.limit, limit),
  };
}

function giant(rng: Rng): ScriptedOrder {
  return { bundle: [[whole(rng, 0, 11), { of: 'quantity', times: 0.9 }]], limit: anyMagnitude(rng, 'money') };
}

function dwarf(rng: Rng): ScriptedOrder {
  return {
    bundle: [[whole(rng, 0, 11), oneOf(rng, [1.01e-7, 2e-7, 1e-6])]],
    limit: anyMagnitude(rng, 'money'),
  };
}

function scaled(magnitude: Magnitude, factor: number): Magnitude {
  if (typeof magnitude === 'number') return magnitude * factor;
  if (typeof magnitude === 'string') return magnitude;
  return { ...magnitude, times: magnitude.times * factor };
}

/** The orders in numbers; `means`: what their owner has. */
export function scriptedOrders(
  { tame, orders, flood }: OrdersScript,
  means: Means,
  limits: OrderLimits,
  round: number,
): SeatOrder[] {
  const m = means.held.length;
  const flooding = flood ? floodOf(flood, m, round) : [];
  const single = orders.map(({ bundle, limit, cap, key }) => {
    const quantities = new Float64Array(m);
    for (const [r, quantity] of bundle) quantities[r % m] = valueOf(quantity, limits);
    const base = { bundle: quantities, limit: valueOf(limit, limits), ...(key !== undefined && { key }) };
    const order: SeatOrder =
      cap === undefined
        ? { ...base, kind: 'limited' }
        : { ...base, kind: 'unlimited', cap: valueOf(cap, limits) };
    return tame ? tamed(order, means, limits, 1 / (orders.length + 1)) : order;
  });
  return [...flooding, ...single].slice(0, flood ? limits.orders : Infinity);
}

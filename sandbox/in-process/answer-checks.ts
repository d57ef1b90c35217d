import { GridLeagueError } from '#market/errors.js';
import type { DealerQuote, SeatOrder } from '#market/match/traders.port.js';

/** A plugin answered with something that is not what the interface asks for. */
export class InvalidAnswerError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'invalid-output';
}

/** A checked copy of what `bid` returned. Throws `InvalidAnswerError`. */
export function checkedOrders(
  answer: unknown,
  resources: number,
  maxOrders: number,
  what = 'bid',
): SeatOrder[] {
  if (isPromise(answer)) throw new InvalidAnswerError(`${what} returned a promise; it must answer at once`);
  if (!Array.isArray(answer))
    throw new InvalidAnswerError(`${what} returned ${kindOf(answer)}, not a list of orders`);
  if (answer.length > maxOrders)
    throw new InvalidAnswerError(`${what} returned ${answer.length} orders; ${maxOrders} are allowed`);
  return Array.from(answer, (order: unknown, index) => checkedOrder(order, `order ${index}`, resources));
}

/**
 * A checked copy of what `quote` returned; `inventory` is m. A dealer may always send one order per
 * resource. Throws `InvalidAnswerError`.
 */
export function checkedQuote(answer: unknown, inventory: Float64Array, maxOrders: number): DealerQuote {
  if (isPromise(answer)) throw new InvalidAnswerError('quote returned a promise; it must answer at once');
  if (!isRecord(answer)) throw new InvalidAnswerError(`quote returned ${kindOf(answer)}, not an object`);
  const offer = checkedVector(answer.offer, 'offer', inventory.length);
  offer.forEach((quantity, r) => {
    if (quantity < 0 || quantity > inventory[r]!)
      throw new InvalidAnswerError(
        `offer[${r}] is ${quantity}, outside the inventory of 0 .. ${inventory[r]}`,
      );
  });
  const orders =
    answer.orders === undefined
      ? []
      : checkedOrders(answer.orders, inventory.length, Math.max(maxOrders, inventory.length), 'quote.orders');
  return { offer, orders };
}

/** A checked copy of what `announce` returned; null: the clearing prices. Throws `InvalidAnswerError`. */
export function checkedAnnouncement(answer: unknown, resources: number): Float64Array | null {
  if (answer === undefined || answer === null) return null;
  const prices = checkedVector(answer, 'announced prices', resources);
  const negative = prices.findIndex((price) => price < 0);
  if (negative >= 0)
    throw new InvalidAnswerError(`announced prices[${negative}] is ${prices[negative]}, below zero`);
  return prices;
}

function checkedOrder(order: unknown, what: string, resources: number): SeatOrder {
  if (!isRecord(order)) throw new InvalidAnswerError(`${what} is ${kindOf(order)}`);
  const bundle = checkedVector(order.bundle, `${what}: bundle`, resources);
  const limit = checkedNumber(order.limit, `${what}: limit`);
  const kind = order.kind ?? 'limited';
  if (kind === 'limited') return { bundle, limit, kind };
  if (kind !== 'unlimited')
    throw new InvalidAnswerError(`${what}: kind is neither 'limited' nor 'unlimited'`);
  const cap = checkedNumber(order.cap, `${what}: cap`);
  if (cap <= 0) throw new InvalidAnswerError(`${what}: cap is ${cap}; an unlimited order needs one above 0`);
  return { bundle, limit, kind, cap };
}

function checkedVector(values: unknown, what: string, length: number): Float64Array {
  if (isPromise(values)) throw new InvalidAnswerError(`${what} is a promise`);
  if (!Array.isArray(values) && !ArrayBuffer.isView(values))
    throw new InvalidAnswerError(`${what} is ${kindOf(values)}, not a list of numbers`);
  const list = values as unknown as ArrayLike<unknown>;
  if (list.length !== length)
    throw new InvalidAnswerError(`${what} has ${list.length} entries, not ${length}`);
  return Float64Array.from(list, (value, i) => checkedNumber(value, `${what}[${i}]`));
}

function checkedNumber(value: unknown, what: string): number {
  if (typeof value !== 'number') throw new InvalidAnswerError(`${what} is ${kindOf(value)}, not a number`);
  if (!Number.isFinite(value)) throw new InvalidAnswerError(`${what} is ${value}, not a finite number`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isPromise(value: unknown): boolean {
  return isRecord(value) && typeof value.then === 'function';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return value === undefined ? 'nothing' : `a value of type ${typeof value}`;
}

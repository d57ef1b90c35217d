/** An order where its turn in one type's auction is decided. */
export interface RankedOrder {
  readonly id: string;
  /** Wh */
  readonly amount: bigint;
  /** 1/100 ct per kWh */
  readonly price: bigint;
  readonly time: bigint;
}

/** What all of them together ask for, Wh. */
export function amountOf(orders: readonly RankedOrder[]): bigint {
  return orders.reduce((sum, { amount }) => sum + amount, 0n);
}

/** Dearest bids first. */
export function dearestFirst<T extends RankedOrder>(orders: readonly T[]): T[] {
  return [...orders].sort((a, b) => compare(b.price, a.price) || laterLast(a, b));
}

/** Cheapest asks first. */
export function cheapestFirst<T extends RankedOrder>(orders: readonly T[]): T[] {
  return [...orders].sort((a, b) => compare(a.price, b.price) || laterLast(a, b));
}

/** The id only makes the order of those unique who share. */
function laterLast(a: RankedOrder, b: RankedOrder): number {
  return compare(a.time, b.time) || compare(a.id, b.id);
}

function compare<T extends bigint | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Deals `volume` (Wh, at most what all have together) to orders in merit order; result per order. Those of one price and
 * one time share in proportion to their amounts. Whole Wh: cumulated shares are rounded down, so nobody is more than one
 * Wh from its exact share, and the sum is `volume`.
 */
export function deal(orders: readonly RankedOrder[], volume: bigint): bigint[] {
  const dealt: bigint[] = [];
  let left = volume;
  for (let first = 0; first < orders.length; first = dealt.length) {
    const equals = equalsFrom(orders, first);
    const total = equals.reduce((sum, { amount }) => sum + amount, 0n);
    const share = total < left ? total : left;
    let cumulated = 0n;
    for (const { amount } of equals) {
      const before = (share * cumulated) / total;
      cumulated += amount;
      dealt.push((share * cumulated) / total - before);
    }
    left -= share;
  }
  return dealt;
}

/** The order at `first` and those behind it that have its price and its time. */
export function equalsFrom(orders: readonly RankedOrder[], first: number): readonly RankedOrder[] {
  const { price, time } = orders[first]!;
  let end = first + 1;
  while (orders[end]?.price === price && orders[end]?.time === time) end++;
  return orders.slice(first, end);
}

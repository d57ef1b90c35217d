import { InvalidAnswerError } from '../calls/answer-checks.js';

/** An order as packed by the guest; what it says is still to be checked. */
interface UnpackedOrder {
  readonly bundle: Float64Array;
  readonly limit: number;
  readonly kind: 'limited' | 'unlimited';
  readonly cap?: number;
}

/** kind, limit, cap before the bundle */
const HEAD = 3;

/** Reads what guest/answers.ts packed, of which no length is believed. Throws `InvalidAnswerError`. */
export function unpackOrders(numbers: Float64Array, m: number): UnpackedOrder[] {
  const count = numbers[0];
  if (count === undefined || !Number.isInteger(count) || numbers.length !== 1 + count * (HEAD + m))
    return mangled();
  return Array.from({ length: count }, (_, index) => {
    const at = 1 + index * (HEAD + m);
    const bundle = numbers.slice(at + HEAD, at + HEAD + m);
    const limit = numbers[at + 1]!;
    return numbers[at] === 1
      ? { bundle, limit, kind: 'unlimited', cap: numbers[at + 2]! }
      : { bundle, limit, kind: 'limited' };
  });
}

export function unpackQuote(
  numbers: Float64Array,
  m: number,
): { offer: Float64Array; orders: UnpackedOrder[] } {
  if (numbers.length < m + 1) return mangled();
  return { offer: numbers.slice(0, m), orders: unpackOrders(numbers.subarray(m), m) };
}

export function unpackAnnouncement(numbers: Float64Array): Float64Array | null {
  return numbers.length === 0 ? null : numbers;
}

function mangled(): never {
  throw new InvalidAnswerError('gave an answer that does not fit together');
}

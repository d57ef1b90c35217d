import type { OrderLimits } from '#market/order/order-limits.js';
import type { Rng } from '#market/rng.js';
import { oneOf } from '../draw.js';

/**
 * A number as plain JSON: itself, a word for what JSON has no number for, or a multiple of one of the market's
 * limits, which are known only once the market is drawn.
 */
export type Magnitude =
  number | string | { readonly of: 'quantity' | 'money' | 'price'; readonly times: number };

/** What JSON cannot say, and the edges of doubles. */
const ODDITIES = [
  'NaN',
  'Infinity',
  '-Infinity',
  '-0',
  '5e-324',
  '1.7976931348623157e308',
  '-1e308',
  '1e-300',
];
/** Next to one, on either side. */
const EDGES = [1, 1 - 2 ** -53, 1 + 2 ** -52, 0.999999, 0.5, 1e-3, 1e-6, 1.0000001];

export function valueOf(magnitude: Magnitude, limits: OrderLimits): number {
  if (typeof magnitude === 'object') return limits[magnitude.of] * magnitude.times;
  return Number(magnitude);
}

/** Anything a double can be; mostly of a size that a market lets pass. */
export function anyMagnitude(rng: Rng, of: 'quantity' | 'money'): Magnitude {
  const kind = rng.next();
  const sign = rng.next() < 0.35 ? -1 : 1;
  if (kind < 0.02) return oneOf(rng, ODDITIES);
  if (kind < 0.04) return sign * logUniform(rng, -308, 308);
  if (kind < 0.18) return { of, times: sign * oneOf(rng, EDGES) };
  if (kind < 0.3) return sign * oneOf(rng, [1, 2, 0.5, 3, 10, 1e-3]);
  if (kind < 0.5) return sign * logUniform(rng, -1, 2);
  return sign * logUniform(rng, -10, 7);
}

function logUniform(rng: Rng, low: number, high: number): number {
  return 10 ** (low + (high - low) * rng.next());
}

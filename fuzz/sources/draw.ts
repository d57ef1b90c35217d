import type { Rng } from '#market/rng.js';

/** A whole number from 0 below `end`. */
export function below(rng: Rng, end: number): number {
  return Math.floor(rng.next() * end);
}

export function oneOf<T>(rng: Rng, items: readonly T[]): T {
  return items[below(rng, items.length)]!;
}

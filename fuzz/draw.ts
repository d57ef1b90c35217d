import type { Rng } from '#market/rng.js';

/** A whole number from 0 below `end`. */
export function below(rng: Rng, end: number): number {
  return Math.floor(rng.next() * end);
}

/** A whole number from `least` to `most`. */
export function whole(rng: Rng, least: number, most: number): number {
  return least + below(rng, most - least + 1);
}

export function oneOf<T>(rng: Rng, choices: readonly T[]): T {
  return choices[below(rng, choices.length)]!;
}

/** Whether something comes about that does so with this probability. */
export function chance(rng: Rng, probability: number): boolean {
  return rng.next() < probability;
}

import { createHash } from 'node:crypto';
import { smallFastCounting, type GeneratorState } from './small-fast-counting.js';

/** Seeded randomness; the only source of chance in a match. */
export interface Rng {
  /** uniform in [0, 1), 53 bits */
  next(): number;
  /** A stream of its own for `label`, independent of how much was drawn from this one. */
  fork(label: string): Rng;
}

/** A generator seeded by the hash of a text. */
export function seededRng(seed: string): Rng {
  return { next: smallFastCounting(generatorState(seed)), fork: (label) => seededRng(`${seed}/${label}`) };
}

/** The state that `seededRng(seed)` starts from. */
export function generatorState(seed: string): GeneratorState {
  const digest = createHash('sha256').update(seed).digest();
  return [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)];
}

/** uniform in [low, high) */
export function uniform(rng: Rng, low: number, high: number): number {
  return low + (high - low) * rng.next();
}

import { createHash } from 'node:crypto';
import { GridLeagueError } from '#market/errors.js';
import type { LeagueDefinition } from '../definition/league-schema.js';

/** A sealed seed that short could be guessed from its hash. */
const SHORTEST_SEALED_SEED = 16;

/** A run's seed is not what its league announced. */
export class SealedSeedError extends GridLeagueError {
  readonly kind = 'undoable';
  constructor(
    readonly code: 'seed-missing' | 'seed-too-short' | 'seed-differs',
    message: string,
  ) {
    super(message);
  }
}

/** What is published of a secret seed before a run: its SHA-256, hexadecimal. */
export function sealedHash(seed: string): string {
  if (seed.length < SHORTEST_SEALED_SEED)
    throw new SealedSeedError(
      'seed-too-short',
      `a sealed seed needs ${SHORTEST_SEALED_SEED} characters or more`,
    );
  return createHash('sha256').update(seed).digest('hex');
}

/** Whether `seed` is what was sealed as `hash`. */
export function opensSeal(seed: string, hash: string): boolean {
  return seed.length >= SHORTEST_SEALED_SEED && sealedHash(seed) === hash;
}

/**
 * The seed of a league's run number `run` (1, 2, ...): each run draws anew. A sealed league needs
 * the seed itself, `revealed`, known only to whoever runs it until the run is over. Throws
 * `SealedSeedError`.
 */
export function runSeed(
  { id, seed }: Pick<LeagueDefinition, 'id' | 'seed'>,
  run: number,
  revealed?: string,
): string {
  if (typeof seed === 'string') return digest(`league/${id}/${seed}/run-${run}`);
  if (revealed === undefined) throw new SealedSeedError('seed-missing', `the seed of league ${id} is sealed`);
  if (!opensSeal(revealed, seed.sealed))
    throw new SealedSeedError('seed-differs', `this is not the sealed seed of league ${id}`);
  return digest(`league/${id}/${revealed}/run-${run}`);
}

/** The seed of a block, from which everything random in its matches is drawn; `block` counts from 1. */
export function blockSeed(seed: string, block: number): string {
  return digest(`${seed}/block-${block}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

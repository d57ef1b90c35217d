import { seededRng } from '#market/rng.js';

/** Up to this many blocks all sign patterns are gone through: the test is exact. */
const EXACT_BLOCKS = 13;
const DRAWN_PATTERNS = 9_999;

/** Sign patterns over `blocks` blocks, and whether they are all there are (up to the overall sign). */
export interface SignFlips {
  readonly exact: boolean;
  /** +1 or -1 per block; the first is all +1, the pattern that was observed */
  readonly patterns: readonly Int8Array[];
}

/** No p over so many blocks is below this. */
export function smallestP(blocks: number): number {
  return blocks <= EXACT_BLOCKS ? 2 ** (1 - Math.max(1, blocks)) : 1 / (DRAWN_PATTERNS + 1);
}

/**
 * The patterns of the sign-flip test: under the hypothesis that two contestants do equally well,
 * every block's difference could as well have had the other sign. A pattern and its opposite give
 * the same absolute value, so half of the 2^blocks suffice. Drawn ones include the observed.
 */
export function signFlips(blocks: number, seed = 'sign-flips'): SignFlips {
  if (blocks <= EXACT_BLOCKS) {
    const count = blocks === 0 ? 1 : 2 ** (blocks - 1);
    const patterns = Array.from({ length: count }, (_, bits) =>
      Int8Array.from({ length: blocks }, (_, b) => ((bits >> b) & 1 ? -1 : 1)),
    );
    return { exact: true, patterns };
  }
  const key = `${seed}/${blocks}`;
  const known = kept.get(key);
  if (known) return known;
  const rng = seededRng(key);
  const drawn = Array.from({ length: DRAWN_PATTERNS }, () =>
    Int8Array.from({ length: blocks }, () => (rng.next() < 0.5 ? -1 : 1)),
  );
  const flips = { exact: false, patterns: [new Int8Array(blocks).fill(1), ...drawn] };
  if (kept.size === MOST_KEPT) kept.clear();
  kept.set(key, flips);
  return flips;
}

/** A board asks for the same ones once per metric and look. */
const kept = new Map<string, SignFlips>();
const MOST_KEPT = 4;

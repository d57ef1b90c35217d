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
  const rng = seededRng(`${seed}/${blocks}`);
  const drawn = Array.from({ length: DRAWN_PATTERNS }, () =>
    Int8Array.from({ length: blocks }, () => (rng.next() < 0.5 ? -1 : 1)),
  );
  return { exact: false, patterns: [new Int8Array(blocks).fill(1), ...drawn] };
}

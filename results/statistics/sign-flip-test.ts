import type { BlockSeries } from './block-series.js';
import { holmAdjusted } from './holm.js';
import { signFlips } from './sign-flips.js';

/** What a family of tests says of one difference. */
export interface TestedDifference {
  /** two-sided, adjusted for the family by step-down maxima, which know how the differences move together */
  readonly p: number;
  /** for an appendix, decides nothing: by itself, and adjusted by Holm's method, which does not know it */
  readonly appendix: { readonly unadjusted: number; readonly holm: number };
}

/** Sums within this relative distance are the same number, rounded differently. */
const ROUNDING = 1e-10;

/**
 * Tests a family of paired differences by flipping the signs of whole blocks, all differences at
 * once: exact up to 13 blocks, drawn patterns beyond. Statistic of a difference d: |sum_b d_b| /
 * sqrt(sum_b d_b^2), a monotone function of |t|. `stepDown` is the method of Romano and Wolf
 * (Econometrica 73, 2005): with B blocks no p-value is below 2^(1-B), which Holm multiplies by
 * the number of pairs, while maxima over the family do not; it gives `p`. An absent block counts for nothing.
 */
export function signFlipTests(differences: readonly BlockSeries[]): TestedDifference[] {
  const scaled = differences.map(scaleToUnit);
  const { patterns } = signFlips(Math.max(0, ...differences.map(({ length }) => length)));
  const observed = scaled.map((one) => Math.abs(one.reduce((sum, value) => sum + value, 0)));
  const ascending = observed.map((_, i) => i).sort((a, b) => observed[a]! - observed[b]!);
  const asLarge = new Float64Array(differences.length);
  const maximaAsLarge = new Float64Array(differences.length);
  for (const pattern of patterns) {
    let maximum = 0;
    for (const i of ascending) {
      const threshold = observed[i]! * (1 - ROUNDING);
      const flipped = flippedSum(scaled[i]!, pattern);
      maximum = Math.max(maximum, flipped);
      if (flipped >= threshold) asLarge[i]!++;
      if (maximum >= threshold) maximaAsLarge[i]!++;
    }
  }
  const pValues = Array.from(asLarge, (count) => count / patterns.length);
  const holm = holmAdjusted(pValues);
  const stepDown = new Float64Array(differences.length);
  let largest = 0;
  for (const i of ascending.reverse()) {
    largest = Math.max(largest, maximaAsLarge[i]! / patterns.length);
    stepDown[i] = largest;
  }
  return pValues.map((unadjusted, i) => ({ p: stepDown[i]!, appendix: { unadjusted, holm: holm[i]! } }));
}

/** Absent blocks become 0, and the squares sum to 1 (all zeros stay zeros). */
function scaleToUnit(difference: BlockSeries): Float64Array {
  const values = Float64Array.from(difference, (value) => value ?? 0);
  const size = Math.hypot(...values);
  return size === 0 ? values : values.map((value) => value / size);
}

function flippedSum(values: Float64Array, signs: Int8Array): number {
  let sum = 0;
  for (let b = 0; b < values.length; b++) sum += values[b]! * signs[b]!;
  return Math.abs(sum);
}

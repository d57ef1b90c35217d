import { LEVEL } from './verdict.js';

/** Chance of seeing a difference that is there. */
const POWER = 0.8;
/** Of a league file. */
const MOST_BLOCKS = 1_000;
/** With fewer no p of a sign-flip test is small enough: half of 2^n patterns differ, the same for all pairs of a family. */
export const FEWEST_BLOCKS = 1 + Math.ceil(Math.log2(1 / LEVEL));

/** What a plan for paired comparisons by block rests on. */
export interface Contest {
  /** standard deviation of the difference of two contestants from block to block */
  readonly spread: number;
  /** that are told apart as one family */
  readonly pairs: number;
  /** of the tests; default: the whole level of a single look */
  readonly level?: number;
}

/**
 * Blocks with which a difference of `difference` is told apart with 80 % power; null: more than a league may have.
 * The size of a paired t test (Guenther 1981) at the level of Bonferroni, and never fewer than a sign-flip test needs
 * to be able to reach the level at all. Step-down adjustment needs fewer.
 */
export function blocksNeeded(difference: number, { spread, pairs, level = LEVEL }: Contest): number | null {
  const beyond = quantile(1 - level / pairs / 2);
  const ratio = ((beyond + quantile(POWER)) * spread) / difference;
  const blocks = Math.max(FEWEST_BLOCKS, Math.ceil(ratio ** 2 + beyond ** 2 / 2));
  return blocks <= MOST_BLOCKS ? blocks : null;
}

/** The smallest difference that so many blocks tell apart with 80 % power; null: they can tell nothing apart. */
export function visibleDifference(blocks: number, { spread, pairs, level = LEVEL }: Contest): number | null {
  const beyond = quantile(1 - level / pairs / 2);
  const left = blocks - beyond ** 2 / 2;
  if (blocks < FEWEST_BLOCKS || left <= 0) return null;
  return ((beyond + quantile(POWER)) * spread) / Math.sqrt(left);
}

/** Of the standard normal distribution, by halving. */
function quantile(share: number): number {
  let [low, high] = [-10, 10];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Part of the standard normal distribution below x, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function below(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x < 0 ? tail : 1 - tail;
}

import { studentQuantile } from './student-quantile.js';
import { LEVEL } from './verdict.js';

/** Chance of seeing a difference that is there. */
const POWER = 0.8;
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
 * Blocks with which a difference of `difference` is told apart with 80 % power; null: more than `most`.
 * The size of a paired t test (Student's noncentral t) at the level of Bonferroni, and never fewer than a sign-flip test
 * needs to be able to reach the level at all. Step-down adjustment needs fewer.
 */
export function blocksNeeded(difference: number, contest: Contest, most: number): number | null {
  const isEnough = (blocks: number): boolean => power(blocks, difference, contest) >= POWER;
  if (!isEnough(most)) return null;
  let [low, high] = [FEWEST_BLOCKS - 1, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The smallest difference that so many blocks tell apart with 80 % power; null: they can tell nothing apart. */
export function visibleDifference(blocks: number, contest: Contest): number | null {
  if (blocks < FEWEST_BLOCKS) return null;
  // In standard errors; twice the critical t is enough from five degrees of freedom on.
  let [low, high] = [0, 2 * criticalT(blocks, contest) + 5];
  const error = contest.spread / Math.sqrt(blocks);
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (power(blocks, middle * error, contest) < POWER) low = middle;
    else high = middle;
  }
  return high * error;
}

function criticalT(blocks: number, { pairs, level = LEVEL }: Contest): number {
  return studentQuantile(blocks - 1, level / pairs / 2);
}

/**
 * Chance that the t of so many blocks is above the critical one: of a normal mean over a standard deviation that
 * is itself drawn (the root of chi squared over its degrees of freedom), by the trapezoidal rule over the latter.
 */
function power(blocks: number, difference: number, contest: Contest): number {
  const freedom = blocks - 1;
  const critical = criticalT(blocks, contest);
  const shift = (difference / contest.spread) * Math.sqrt(blocks);
  const [steps, end] = [400, 1 + 8 / Math.sqrt(freedom)];
  let [seen, all] = [0, 0];
  for (let i = 1; i <= steps; i++) {
    const deviation = (i / steps) * end;
    // Density but for its constant, 1 at 1.
    const density = Math.exp((freedom - 1) * Math.log(deviation) - (freedom / 2) * (deviation ** 2 - 1));
    seen += density * below(shift - critical * deviation);
    all += density;
  }
  return seen / all;
}

/** Part of the standard normal distribution below x, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function below(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x < 0 ? tail : 1 - tail;
}

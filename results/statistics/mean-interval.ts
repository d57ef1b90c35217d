import { presentIn, type BlockSeries } from './block-series.js';
import { momentsOf } from './moments.js';
import { RESAMPLES, resampleDraws } from './resample-draws.js';
import { RESOLUTION } from './resolution.js';
import { studentQuantile } from './student-quantile.js';

/** A mean over blocks with its interval, of 95 % unless growing data are looked at again; `low` and `high` are null where the blocks say nothing about spread. */
export interface MeanEstimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly blocks: number;
  readonly method: 'bootstrap-t' | 'student-t' | 'none';
}

/** Its mean and the ends of its interval; none of a mean that is not known. */
export function extentOf(estimate: MeanEstimate | null): number[] {
  return estimate ? [estimate.mean, estimate.low ?? estimate.mean, estimate.high ?? estimate.mean] : [];
}

export interface IntervalOptions {
  readonly seed?: string;
  /** no interval reaches beyond what the quantity can be */
  readonly bounds?: ValueBounds;
  /** chance of missing the true mean; default: 5 % */
  readonly level?: number;
}

/** What a quantity can be at least and at most. */
export interface ValueBounds {
  readonly low?: number;
  readonly high?: number;
}

const TAIL = 0.025;
/** From here on there are enough different resamples (5^5) to read tails from. */
const FEWEST_RESAMPLED = 5;
/** A resample of near-equal blocks would otherwise claim an error of zero. */
const SMALLEST_ERROR = 0.1;

/** Of any number of values: as arguments of a function a hundred thousand would be too many. */
function spreadOf(values: readonly number[]): number {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return most - least;
}

/**
 * Mean over blocks with a 95 % interval by cluster bootstrap over blocks: the studentised
 * (bootstrap-t) interval, [mean - t*(0.975) s, mean - t*(0.025) s] with t* = (mean* - mean) / s*.
 * The percentile and BCa bootstraps cover too little with the 5 to 30 blocks of a league (about
 * 83 % at 5 blocks), bootstrap-t holds its level there and follows skewed scores. Source: Efron
 * and Tibshirani, An Introduction to the Bootstrap (1993), section 12.5. Two to four blocks are
 * too few to resample and get Student's interval; so do blocks most of which are equal, such as shares of rare cases: where more than a
 * tail's worth of resamples have no spread, the tails tell of these alone. One block, or blocks that are all equal, show no spread:
 * an interval of width zero would claim certainty, so there is none. At a smaller `level`, whose tails are too thin to be read off
 * resamples, both halves are longer by what Student's are. Deterministic by `seed`; null without blocks.
 */
export function meanInterval(series: BlockSeries, options: IntervalOptions = {}): MeanEstimate | null {
  const values = presentIn(series);
  if (values.length === 0) return null;
  const { mean, error } = momentsOf(values);
  const blocks = values.length;
  if (spreadOf(values) <= RESOLUTION) return { mean, low: null, high: null, blocks, method: 'none' };
  const student = studentQuantile(blocks - 1, TAIL);
  const wider = studentQuantile(blocks - 1, (options.level ?? 2 * TAIL) / 2) / student;
  const resampled =
    blocks < FEWEST_RESAMPLED ? null : studentisedTails(values, mean, error, options.seed ?? 'interval');
  const [lowT, highT] = resampled ?? [-student, student];
  const { low = -Infinity, high = Infinity } = options.bounds ?? {};
  return {
    mean,
    low: Math.max(mean - highT * wider * error, Math.min(low, mean)),
    high: Math.min(mean - lowT * wider * error, Math.max(high, mean)),
    blocks,
    method: resampled ? 'bootstrap-t' : 'student-t',
  };
}

/** Null: too many resamples have no spread. */
function studentisedTails(
  values: readonly number[],
  mean: number,
  error: number,
  seed: string,
): [number, number] | null {
  const draws = resampleDraws(seed, values.length);
  const resample = new Float64Array(values.length);
  const statistics = new Float64Array(RESAMPLES);
  const tail = Math.round(TAIL * (RESAMPLES + 1));
  let flat = 0;
  for (let r = 0, next = 0; r < RESAMPLES; r++) {
    for (let b = 0; b < resample.length; b++) resample[b] = values[draws[next++]!]!;
    const drawn = momentsOf(resample);
    if (drawn.error < SMALLEST_ERROR * error && ++flat > tail) return null;
    statistics[r] = (drawn.mean - mean) / Math.max(drawn.error, SMALLEST_ERROR * error);
  }
  statistics.sort();
  return [statistics[tail - 1]!, statistics[RESAMPLES - tail]!];
}

/** What the difference of two quantities within `bounds` can be. */
export function differenceBounds({ low = -Infinity, high = Infinity }: ValueBounds = {}): ValueBounds {
  return { low: low - high, high: high - low };
}

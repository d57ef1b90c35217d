import { meanOrNull, type BlockSeries } from './block-series.js';
import type { PairedComparison } from './paired-comparisons.js';

/** A rank with what the data leave open: at level 5 % for the whole board, the true rank lies in [best, worst]. */
export interface RankInterval {
  readonly best: number;
  readonly worst: number;
  /** contestants in the same group are not told apart from its leader; 1, 2, ... */
  readonly tieGroup: number;
}

/**
 * Ranks as intervals (Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 91, 2024):
 * nobody ranks better than behind all that beat it significantly, nor worse than ahead of all it
 * beats, with every pair judged in one family (`PairVerdict`). Contestants without any block get null.
 */
export function rankIntervals(
  series: readonly BlockSeries[],
  comparisons: readonly PairedComparison[],
  better: 'higher' | 'lower',
): (RankInterval | null)[] {
  const sign = better === 'higher' ? 1 : -1;
  const beats = series.map(() => new Set<number>());
  for (const { a, b, difference, verdict } of comparisons) {
    if (verdict !== 'apart') continue;
    const aIsBetter = sign * difference!.mean > 0;
    beats[aIsBetter ? a : b]!.add(aIsBetter ? b : a);
  }
  const means = series.map((one) => meanOrNull(one));
  const ranked = means.flatMap((mean, i) => (mean === null ? [] : [{ i, worth: sign * mean }]));
  ranked.sort((x, y) => y.worth - x.worth || x.i - y.i);
  const groups = new Map<number, number>();
  let leader: number | undefined;
  let group = 0;
  for (const { i } of ranked) {
    if (leader === undefined || beats[leader]!.has(i)) {
      leader = i;
      group++;
    }
    groups.set(i, group);
  }
  return series.map((_, i) =>
    means[i] === null
      ? null
      : {
          best: 1 + beats.filter((beaten) => beaten.has(i)).length,
          worst: ranked.length - beats[i]!.size,
          tieGroup: groups.get(i)!,
        },
  );
}

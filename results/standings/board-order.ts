import { resolved } from '../statistics/resolution.js';
import type { BoardComparison, BoardRow, Contestant } from './board.js';
import type { Ranking } from './rank-contestants.js';

/** Best composite first; who has no score comes last; equals in the order of their ids. */
export function byComposite(a: BoardRow, b: BoardRow): number {
  const worth = ({ composite: { estimate } }: BoardRow): number =>
    estimate ? resolved(estimate.mean) : -Infinity;
  return worth(a) === worth(b) ? (a.id < b.id ? -1 : 1) : worth(b) - worth(a);
}

/** The comparisons of a ranking, with the contestants' ids for their places. */
export function comparisonsOf(
  metric: BoardComparison['metric'],
  { comparisons }: Ranking,
  contestants: readonly Contestant[],
): BoardComparison[] {
  return comparisons.map(({ a, b, ...rest }) => ({
    metric,
    a: contestants[a]!.id,
    b: contestants[b]!.id,
    ...rest,
  }));
}

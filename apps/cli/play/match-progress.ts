import type { RoundRecord } from '#market/match/report/report.js';
import { formatShort } from '../terminal/numbers.js';
import { Progress, type ProgressStream } from '../terminal/progress.js';

/** Digits by which a gap shrinks from its first value until a match converges. */
const DIGITS_TO_CLOSE = 7;

export interface ShownProgress {
  readonly round: (record: RoundRecord) => void;
  readonly done: () => void;
}

/** Progress of a match: the gap closes on a logarithmic scale. */
export function matchProgress(stream: ProgressStream): ShownProgress {
  const progress = new Progress(stream);
  let first = Infinity;
  return {
    round: ({ round, gap, cost, openOrders }) => {
      if (first === Infinity) first = gap;
      const closed = gap > 0 && first < Infinity ? Math.log10(first / gap) / DIGITS_TO_CLOSE : 0;
      const status = `round ${round}, gap ${formatShort(gap)}, cost ${formatShort(cost)}, ${openOrders} open orders`;
      progress.step(closed, status);
    },
    done: () => progress.done(),
  };
}

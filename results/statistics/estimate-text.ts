import type { MeanEstimate } from './mean-interval.js';

/** `0.912 [0.889, 0.937]`; `0.912 [no spread]` where all blocks are equal, `0.912 [one block]` where there is but one. */
export function estimateText(estimate: MeanEstimate | null): string {
  if (!estimate) return '-';
  const { mean, low, high, blocks } = estimate;
  const interval =
    low === null || high === null
      ? blocks === 1
        ? 'one block'
        : 'no spread'
      : `${low.toFixed(3)}, ${high.toFixed(3)}`;
  return `${mean.toFixed(3)} [${interval}]`;
}

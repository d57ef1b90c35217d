import type { MarketInstance } from '#market/instance.js';
import { agentSeatCount } from '#market/seating.js';

/** Of a market for trials; entries: of all matrices, those that are not zero. */
export const trialSize = { agents: 100, variables: 30_000, entries: 500_000 } as const;

/** Why a market is too large for a trial; null: it is not. */
export function tooLargeForTrial(instance: MarketInstance): string | null {
  const problems = instance.participants.map(({ problem }) => problem);
  const sum = (of: (problem: (typeof problems)[number]) => number): number =>
    problems.reduce((all, problem) => all + of(problem), 0);
  const size = {
    agents: agentSeatCount(instance),
    variables: sum(({ cost }) => cost.length),
    entries: sum(({ own, shared }) => own.matrix.values.length + shared.values.length),
  };
  const beyond = (Object.keys(trialSize) as (keyof typeof trialSize)[]).find(
    (one) => size[one] > trialSize[one],
  );
  return beyond
    ? `it is too large for a trial: ${size[beyond]} ${beyond}, more than ${trialSize[beyond]}`
    : null;
}

import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { RunHead } from '../bundles/run-head.js';

/** What of a run only its bundle says, and nothing could contradict: what it is called and how it is weighed. */
export function givenFacts({ definition }: RunHead, foreign: readonly FrozenSubmission[]): string[] {
  const { id, title, seed, blocks, scenarios, ranking } = definition;
  const weights = Object.entries(ranking.weights).map(([metric, weight]) => `${metric}:${weight}`);
  const drawn = typeof seed === 'string' ? `seed ${seed}` : `seal ${seed.sealed}`;
  return [
    `league ${id} "${title}": ${blocks} blocks of ${scenarios.join(', ')}, ${drawn}, weights ${weights.join(',')} ` +
      '(--league <file> compares all of it with a file of your own)',
    ...foreign.map(
      ({ kind, id, name, version, sha256 }) =>
        `${kind} ${id} is called "${name}", version ${version}: SHA-256 ${sha256}`,
    ),
  ];
}

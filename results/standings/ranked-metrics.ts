import type { DealerScore } from '../metrics/dealer-scores.js';
import type { TeamScore } from '../metrics/team-scores.js';
import type { RankableMetric } from './metric.js';

/**
 * 1 - log10(1 + gap integral) / 2: right at once is 1, tenfold less is half a point more, 99 rounds of nothing proven are 0.
 * On it the shipped references lie about as far apart as on the scales of welfare and cost (docs/scores.md).
 */
export const speed = (gapIntegral: number): number => 1 - Math.log10(1 + gapIntegral) / 2;

export const rankedTeamMetrics = {
  welfare: {
    id: 'welfare',
    label: 'Welfare efficiency',
    unit: '1',
    better: 'higher',
    bounds: { high: 1 },
    note: 'How much of what trade could save the whole neighbourhood its market did save: 100 % is what a planner who knows everything would reach, 0 % is no trade at all. Teams in one market share it.',
    valueOf: ({ welfare }) => welfare,
    normalise: (value) => value,
  },
  cost: {
    id: 'cost',
    label: 'Saving per household',
    unit: 'of attainable',
    better: 'higher',
    note: "What the team's own households saved on their bills, per household, as a share of what there was to save per household in its market. Above 100 %: more than an equal share of the perfect market.",
    valueOf: ({ cost }) => cost,
    normalise: (value) => value,
  },
  convergence: {
    id: 'convergence',
    label: 'Gap integral',
    unit: 'rounds',
    better: 'lower',
    bounds: { low: 0 },
    note: 'How long the market was how far from proven perfect: the remaining gap, summed over rounds. 0 is perfect from the first round; giving up early does not help.',
    valueOf: ({ convergence }) => convergence.gapIntegral,
    normalise: speed,
  },
} as const satisfies Record<string, RankableMetric<TeamScore>>;

/**
 * Of leagues that compare every plugin with `truthful` in its place; teams in one market share welfare and convergence, which
 * say nothing about one of them.
 */
export const contributionMetric = {
  id: 'contribution',
  label: "Contribution to others' savings",
  unit: 'of attainable',
  better: 'higher',
  note: 'What the other households saved because this plugin sat there rather than truthful, less what its own households lost by that; per own household, as a share of what there was to save per household. 0: as truthful; below 0 it lives at the expense of the others. A gift buys no place.',
  normalise: (value: number) => value,
} as const;

export const rankedDealerMetrics = {
  welfare: {
    ...rankedTeamMetrics.welfare,
    note: 'How much of what trade could save its markets did save; 100 % is the proven optimum.',
    valueOf: ({ welfare }: DealerScore) => welfare,
  },
  cost: {
    id: 'cost',
    label: "Agents' share of the realised gain",
    unit: '1',
    better: 'higher',
    note: "How much of the gain the households got at nobody's expense: their share, less what the dealer lost on them, at most 100 %. A gift counts against the giver.",
    valueOf: ({ agentsShare }) => agentsShare,
    bounds: { high: 1 },
    normalise: (value) => value,
  },
  convergence: {
    ...rankedTeamMetrics.convergence,
    note: 'How long its markets were how far from proven perfect: the remaining gap, summed over rounds.',
    valueOf: ({ convergence }: DealerScore) => convergence.gapIntegral,
  },
} as const satisfies Record<string, RankableMetric<DealerScore>>;

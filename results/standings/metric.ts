import { carbonKpis, kpiDefinitions } from '#market/energy/kpis/kpi-definitions.js';
import type { GainPart } from '#market/referee/gain-account.js';
import { boardKpis } from '../metrics/community-score.js';
import type { DealerScore } from '../metrics/dealer-scores.js';
import type { TeamScore } from '../metrics/team-scores.js';
import type { ValueBounds } from '../statistics/mean-interval.js';
import { shareId } from './shown-shares.js';

/** A quantity that is read off one match's score and averaged over blocks. */
export interface Metric<Score> {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** what its numbers say, in a sentence for readers of a board */
  readonly note: string;
  /** null: neither; it describes */
  readonly better: 'higher' | 'lower' | null;
  /** of a KPI, of the symbols that docs/kpis.md explains */
  readonly formula?: string;
  readonly bounds?: ValueBounds;
  /** left out where no score has a value */
  readonly optional?: true;
  valueOf(score: Score): number | null;
  /**
   * On the composite's scale: 0 = no better than no trade, 1 = the optimum, with anchors that do not
   * depend on who else takes part. Only ranked metrics have one.
   */
  readonly normalise?: (value: number) => number;
}

/** One that contestants are ranked by. */
export interface RankableMetric<Score> extends Metric<Score> {
  readonly better: 'higher' | 'lower';
}

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

const share = { unit: '1', better: 'lower', bounds: { low: 0, high: 1 } } as const;
const rounds = { unit: 'rounds', better: 'lower', bounds: { low: 1 } } as const;

/** What every score has, whoever's it is. */
type CommonScore = Pick<
  TeamScore & DealerScore,
  'convergence' | 'shares' | 'gini' | 'worseOffShare' | 'failures' | 'community'
>;

/** Without how fast it was. */
type PlainScore = Omit<CommonScore, 'convergence'>;

/** Censored rounds enter at the cap (restricted mean). */
const convergenceMetrics: readonly Metric<CommonScore>[] = [
  {
    ...rounds,
    id: 'roundsToOnePercent',
    label: 'Rounds to 1 %',
    note: 'Rounds until the market was proven within 1 % of perfect; who never was counts the cap.',
    valueOf: (s) => s.convergence.toOnePercent.rounds,
  },
  {
    ...rounds,
    id: 'roundsToMillionth',
    label: 'Rounds to 1e-6',
    note: 'Rounds until it was proven within a millionth; who never was counts the cap.',
    valueOf: (s) => s.convergence.toMillionth.rounds,
  },
  {
    ...share,
    id: 'censoredShare',
    label: 'Not at 1e-6 by the cap',
    note: 'Matches that never came within a millionth before the rounds ran out.',
    valueOf: (s) => Number(s.convergence.toMillionth.censored),
  },
];

const part = (
  id: GainPart,
  label: string,
  better: Metric<never>['better'],
  note: string,
): Metric<PlainScore> => ({
  ...{ id: shareId(id), label, unit: '1', better, note },
  valueOf: ({ shares }) => shares?.[id] ?? null,
});

/** The account of the gain: four shares that add up to 100 % (docs/scores.md, "Who got the gain"). */
const accountMetrics: readonly Metric<PlainScore>[] = [
  part(
    'households',
    "Households' share",
    'higher',
    'What all households of the market saved, as a share of what trade made.',
  ),
  part(
    'grid',
    "Grid's share",
    null,
    'What the grid made by selling dearer and buying back cheaper than its tariffs.',
  ),
  part(
    'dealer',
    "Dealer's share",
    null,
    'What the dealer took in beyond what its plant earns alone with the grid.',
  ),
  part('fees', 'Fees', null, 'Local fees, and gas where it has a price: what went to third parties.'),
];

const fairnessMetrics: readonly Metric<PlainScore>[] = [
  {
    ...share,
    id: 'gini',
    label: 'Gini of savings',
    note: 'How unequally savings fell on households: 0 is equal.',
    valueOf: (s) => s.gini,
  },
  {
    ...share,
    id: 'worseOffShare',
    label: 'Households worse off',
    note: 'Households that trade made poorer.',
    valueOf: (s) => s.worseOffShare,
  },
];

const failureMetric: Metric<PlainScore> = {
  ...{ id: 'failures', label: 'Plugin failures', unit: 'per match', better: 'lower', bounds: { low: 0 } },
  note: 'How often the plugin broke down, ran out of time or sent what the rules refuse; the match goes on without that move.',
  valueOf: (s) => s.failures,
};

/** Of the energy community; nobody could be measured by them in other markets. Teams in one market share them. */
const communityMetrics: readonly Metric<PlainScore>[] = [
  {
    ...{ id: 'billPerHousehold', label: 'Bill per household', unit: 'EUR', better: 'lower' },
    formula: 'bill / J',
    note: 'What a household of its markets pays for energy and fees; below 0 it receives.',
    valueOf: ({ community }) => community.billPerHousehold,
  },
  ...boardKpis.map((id): Metric<PlainScore> => {
    return { id, ...kpiDefinitions[id], valueOf: ({ community }) => community[id] };
  }),
  ...carbonKpis.flatMap((id): Metric<PlainScore>[] => {
    const { label, unit, note, formula } = kpiDefinitions[id];
    const carbon = { unit, better: 'lower', optional: true } as const;
    const perHousehold = `${id}PerHousehold` as const;
    return [
      { ...carbon, id, label, note, formula, valueOf: ({ community }) => community[id] ?? null },
      {
        ...{ ...carbon, id: perHousehold, label: `${label} per household` },
        note: 'The part of it that is the households\u2019, per household; what the dealer draws or feeds in is its own.',
        valueOf: ({ community }) => community[perHousehold] ?? null,
      },
    ];
  }),
];

/** Those that say something about these scores. */
export function metricsSaid<Score>(
  metrics: readonly Metric<Score>[],
  scores: readonly Score[],
): readonly Metric<Score>[] {
  return metrics.filter(
    (metric) => !metric.optional || scores.some((score) => metric.valueOf(score) !== null),
  );
}

/** Of every board that has no better: whoever's scores they are. */
export const commonShownMetrics: readonly Metric<PlainScore>[] = [
  failureMetric,
  ...accountMetrics,
  ...fairnessMetrics,
  ...communityMetrics,
];

/** Shown beside the ranked metrics, never ranked. */
export const shownTeamMetrics: readonly Metric<TeamScore>[] = [
  failureMetric,
  ...convergenceMetrics,
  ...commonShownMetrics.slice(1),
];

/** The scale on which the dealer's result may be weighed: 0 is nothing, 1 all that trade could save. */
export const cashMetric: Metric<DealerScore> = {
  ...{ id: 'cash', label: 'Dealer cash', unit: 'of attainable', better: 'higher' },
  note: "The dealer's own result as a share of what there was to gain, its plant's income included: what a weight for cash weighs.",
  valueOf: (s) => s.cash,
};

export const shownDealerMetrics: readonly Metric<DealerScore>[] = [
  failureMetric,
  ...accountMetrics,
  cashMetric,
  {
    id: 'dealerCash',
    label: 'Dealer cash',
    unit: 'money',
    better: 'higher',
    note: "The dealer's own result; below zero it paid for the market.",
    valueOf: (s) => s.dealerCash,
  },
  {
    ...share,
    id: 'belowZeroShare',
    label: 'Dealer below zero',
    note: 'Matches in which the dealer lost money.',
    valueOf: (s) => Number(s.belowZero),
  },
  {
    id: 'inventoryUse',
    label: 'Inventory sold',
    unit: '1',
    better: 'higher',
    bounds: { low: 0, high: 1 },
    note: 'How much of its stock the dealer sold.',
    valueOf: (s) => s.inventoryUse,
  },
  {
    ...rounds,
    id: 'rounds',
    label: 'Rounds',
    note: 'Rounds until the match ended.',
    valueOf: (s) => s.rounds,
  },
  ...convergenceMetrics,
  ...fairnessMetrics,
  ...communityMetrics,
];

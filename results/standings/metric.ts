import type { DealerScore } from '../metrics/dealer-scores.js';
import type { TeamScore } from '../metrics/team-scores.js';
import type { Bounds } from '../statistics/mean-interval.js';

/** A quantity that is read off one match's score and averaged over blocks. */
export interface Metric<Score> {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly bounds?: Bounds;
  valueOf(score: Score): number | null;
  /**
   * On the composite's scale: 0 = no better than no trade, 1 = the optimum, with anchors that do not
   * depend on who else takes part. Only ranked metrics have one.
   */
  readonly normalise?: (value: number) => number;
}

/** 1 / (1 + gap integral): a market that is right at once scores 1, one that needs a full round of it 1/2. */
const speed = (gapIntegral: number): number => 1 / (1 + gapIntegral);

export const rankedTeamMetrics = {
  welfare: {
    id: 'welfare',
    label: 'Welfare efficiency',
    unit: '1',
    better: 'higher',
    bounds: { high: 1 },
    valueOf: ({ welfare }) => welfare,
    normalise: (value) => value,
  },
  cost: {
    id: 'cost',
    label: 'Saving per household',
    unit: 'of attainable',
    better: 'higher',
    valueOf: ({ cost }) => cost,
    normalise: (value) => value,
  },
  convergence: {
    id: 'convergence',
    label: 'Gap integral',
    unit: 'rounds',
    better: 'lower',
    bounds: { low: 0 },
    valueOf: ({ convergence }) => convergence.gapIntegral,
    normalise: speed,
  },
} as const satisfies Record<string, Metric<TeamScore>>;

export const rankedDealerMetrics = {
  welfare: { ...rankedTeamMetrics.welfare, valueOf: ({ welfare }: DealerScore) => welfare },
  cost: {
    id: 'cost',
    label: "Agents' share of the realised gain",
    unit: '1',
    better: 'higher',
    valueOf: ({ agentsShare }) => agentsShare,
    /** paying agents out of the dealer's own pocket earns no rank */
    normalise: (value) => Math.min(1, value),
  },
  convergence: {
    ...rankedTeamMetrics.convergence,
    valueOf: ({ convergence }: DealerScore) => convergence.gapIntegral,
  },
} as const satisfies Record<string, Metric<DealerScore>>;

const share = { unit: '1', better: 'lower', bounds: { low: 0, high: 1 } } as const;
const rounds = { unit: 'rounds', better: 'lower', bounds: { low: 1 } } as const;

/** What every score has, whoever's it is. */
type CommonScore = Pick<TeamScore & DealerScore, 'convergence' | 'gini' | 'worseOffShare'>;

/** Censored rounds enter at the cap (restricted mean). */
const convergenceMetrics: readonly Metric<CommonScore>[] = [
  {
    ...rounds,
    id: 'roundsToOnePercent',
    label: 'Rounds to 1 %',
    valueOf: (s) => s.convergence.toOnePercent.rounds,
  },
  {
    ...rounds,
    id: 'roundsToMillionth',
    label: 'Rounds to 1e-6',
    valueOf: (s) => s.convergence.toMillionth.rounds,
  },
  {
    ...share,
    id: 'censoredShare',
    label: 'Not at 1e-6 by the cap',
    valueOf: (s) => Number(s.convergence.toMillionth.censored),
  },
];

const fairnessMetrics: readonly Metric<CommonScore>[] = [
  { ...share, id: 'gini', label: 'Gini of savings', valueOf: (s) => s.gini },
  { ...share, id: 'worseOffShare', label: 'Households worse off', valueOf: (s) => s.worseOffShare },
];

/** Shown beside the ranked metrics, never ranked. */
export const shownTeamMetrics: readonly Metric<TeamScore>[] = [...convergenceMetrics, ...fairnessMetrics];

export const shownDealerMetrics: readonly Metric<DealerScore>[] = [
  { id: 'dealerCash', label: 'Dealer cash', unit: 'money', better: 'higher', valueOf: (s) => s.dealerCash },
  { ...share, id: 'belowZeroShare', label: 'Dealer below zero', valueOf: (s) => Number(s.belowZero) },
  {
    id: 'inventoryUse',
    label: 'Inventory sold',
    unit: '1',
    better: 'higher',
    bounds: { low: 0, high: 1 },
    valueOf: (s) => s.inventoryUse,
  },
  { ...rounds, id: 'rounds', label: 'Rounds', valueOf: (s) => s.rounds },
  ...convergenceMetrics,
  ...fairnessMetrics,
];

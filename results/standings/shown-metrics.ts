import { carbonKpis, kpiDefinitions } from '#market/energy/kpis/kpi-definitions.js';
import type { GainPart } from '#market/referee/gain-account.js';
import { boardKpis } from '../metrics/community-score.js';
import type { DealerScore } from '../metrics/dealer-scores.js';
import type { TeamScore } from '../metrics/team-scores.js';
import type { Metric } from './metric.js';
import { shareId } from './shown-shares.js';

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

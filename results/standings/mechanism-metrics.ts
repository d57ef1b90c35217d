import type { MechanismScore } from '../metrics/mechanism-scores.js';
import type { Metric, RankableMetric } from './metric.js';
import { rankedTeamMetrics, speed } from './ranked-metrics.js';
import { commonShownMetrics } from './shown-metrics.js';

/** What mechanisms are ranked by; gaps of different mechanisms prove different things, so time is rounds. */
export const rankedMechanismMetrics = {
  welfare: {
    ...rankedTeamMetrics.welfare,
    note: 'How much of what trade could save the whole neighbourhood was saved under the mechanism: 100 % is what a planner who knows everything would reach, 0 % is no trade at all.',
    valueOf: ({ welfare }: MechanismScore) => welfare,
  },
  cost: {
    ...rankedTeamMetrics.cost,
    note: 'What all households together saved on their bills, as a share of what there was to save.',
    valueOf: ({ saving }: MechanismScore) => saving,
  },
  convergence: {
    ...{ id: 'convergence', label: 'Rounds', unit: 'rounds', better: 'lower', bounds: { low: 1 } },
    note: 'How often everybody could speak until it was over; in auctions a round is a period.',
    valueOf: ({ rounds }) => rounds,
    normalise: speed,
  },
} as const satisfies Record<string, RankableMetric<MechanismScore>>;

const spent = { better: 'lower', bounds: { low: 0 }, optional: true } as const;

export const shownMechanismMetrics: readonly Metric<MechanismScore>[] = [
  ...commonShownMetrics,
  {
    ...{ ...spent, id: 'gas', label: 'Gas', unit: 'per match' },
    note: 'What the chain that kept the ledger charged for, contract included.',
    valueOf: ({ chain }) => chain && chain.gas,
  },
  {
    ...{ ...spent, id: 'transactions', label: 'Transactions', unit: 'per match' },
    note: 'What was sent to that chain.',
    valueOf: ({ chain }) => chain && chain.transactions,
  },
];

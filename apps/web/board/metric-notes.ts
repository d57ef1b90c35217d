import { byMetric, type Board, type RankedMetric } from '#results/standings/board.js';
import {
  rankedDealerMetrics,
  rankedTeamMetrics,
  shownDealerMetrics,
  shownTeamMetrics,
} from '#results/standings/metric.js';

/** What the ranked metrics say, in a sentence each. */
export const metricNotes: Readonly<Record<Board['kind'], Readonly<Record<RankedMetric, string>>>> = {
  agent: byMetric((metric) => rankedTeamMetrics[metric].note),
  dealer: byMetric((metric) => rankedDealerMetrics[metric].note),
};

/** Quantities shown beside the ranked ones, by metric id. */
export const shownNotes: Readonly<Record<string, string>> = {
  marginalContribution: 'What the others gained from this plugin, compared with `truthful` in its seats.',
  ...Object.fromEntries([...shownTeamMetrics, ...shownDealerMetrics].map(({ id, note }) => [id, note])),
};

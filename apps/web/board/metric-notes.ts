import { byMetric, commonMetrics, type Board, type ByMetric } from '#results/standings/board.js';
import { rankedMechanismMetrics, shownMechanismMetrics } from '#results/standings/mechanism-metrics.js';
import type { Metric } from '#results/standings/metric.js';
import {
  contributionMetric,
  rankedDealerMetrics,
  rankedTeamMetrics,
} from '#results/standings/ranked-metrics.js';
import { shownDealerMetrics, shownTeamMetrics } from '#results/standings/shown-metrics.js';

/** What the ranked metrics say, in a sentence each. */
export const metricNotes: Readonly<Record<Board['kind'], ByMetric<string>>> = {
  agent: { ...notesOf(rankedTeamMetrics), contribution: contributionMetric.note },
  dealer: notesOf(rankedDealerMetrics),
  mechanism: notesOf(rankedMechanismMetrics),
};

function notesOf(metrics: ByMetric<Pick<Metric<never>, 'note'>>): ByMetric<string> {
  return byMetric(commonMetrics, (metric) => metrics[metric]!.note);
}

/** Quantities shown beside the ranked ones, by metric id. */
export const shownNotes: Readonly<Record<string, Pick<Metric<never>, 'note' | 'formula'>>> =
  Object.fromEntries(
    [...shownTeamMetrics, ...shownDealerMetrics, ...shownMechanismMetrics].map((metric) => [
      metric.id,
      metric,
    ]),
  );

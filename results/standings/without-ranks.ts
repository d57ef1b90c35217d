import { byMetric, metricsOf, type Board, type Standing } from './board.js';

/** The board with all its figures, and nobody ahead of anybody: its matches are not such that a rank could be defended. */
export function withoutRanks(board: Board): Board {
  const unranked = (standing: Standing): Standing => ({ ...standing, rank: null });
  return {
    ...board,
    unranked: true,
    rows: board.rows.map((row) => ({
      ...row,
      standings: byMetric(metricsOf(board), (metric) => unranked(row.standings[metric]!)),
      composite: unranked(row.composite),
      ...{ pareto: false, stability: null },
    })),
    comparisons: [],
  };
}

import { byMetric, metricsOf, type Board, type Weights } from './board.js';
import { byComposite, comparisonsOf } from './board-order.js';
import { withoutRanks } from './without-ranks.js';
import { rankComposite } from './rank-contestants.js';

/**
 * The board as it is with a reader's own weights: composite, ranks and comparisons of the composite, and the
 * order of the rows. The metrics themselves, the Pareto front and the stability over all weightings do not
 * depend on weights. Weights need not sum to 1; where none is of this board, nobody has a score.
 */
export function reweighed(board: Board, weights: Weights): Board {
  const rows = [...board.rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const cash = rows.flatMap(({ blockScores }) => (blockScores.cash ? [blockScores.cash] : []));
  const ranking = rankComposite(
    {
      ...byMetric(metricsOf(board), (metric) => rows.map(({ blockScores }) => blockScores[metric]!)),
      ...(board.kind === 'dealer' && { cash }),
    },
    weights,
    board.looks ?? undefined,
  );
  const made = {
    ...board,
    weights,
    rows: rows.map((row, i) => ({ ...row, composite: ranking.standings[i]! })).sort(byComposite),
    comparisons: [
      ...board.comparisons.filter(({ metric }) => metric !== 'composite'),
      ...comparisonsOf('composite', ranking, rows),
    ],
  };
  return board.unranked ? withoutRanks(made) : made;
}

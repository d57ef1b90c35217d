import type { MeanEstimate } from '../statistics/mean-interval.js';
import { metricsOf, type Board, type Standing } from './board.js';

/** A table of plain cells, ready for CSV; null is an empty cell. */
export interface CellTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | boolean | null;

/** The board as a flat table: one row per contestant, then the reference lines. */
export function boardTable(board: Board): CellTable {
  const ranked = [...metricsOf(board), 'composite' as const];
  const columns = [
    ...['position', 'id', 'name', 'version', 'row'],
    ...ranked.flatMap((metric) => [
      ...estimateColumns(metric),
      ...[`${metric}_rank_best`, `${metric}_rank_worst`, `${metric}_tie_group`, `${metric}_normalised`],
    ]),
    ...['pareto', 'rank_best_any_weights', 'rank_worst_any_weights', 'first_share_of_weights', 'matches'],
    ...board.shown.flatMap(({ id }) => estimateColumns(id)),
    ...['blocks', 'planned_blocks'],
  ];
  const rows = board.rows.map((row, i): Cell[] => [
    ...[i + 1, row.id, row.name, row.version, row.baseline ? 'baseline' : (row.outside ?? 'entrant')],
    ...ranked.flatMap((metric) =>
      standingCells(metric === 'composite' ? row.composite : row.standings[metric]!),
    ),
    ...[row.pareto, row.stability?.best ?? null, row.stability?.worst ?? null],
    ...[row.stability?.firstShare ?? null, row.matches],
    ...board.shown.flatMap(({ id }) => estimateCells(row.shown[id] ?? null)),
    ...[board.blocks, board.cancelledOf ?? board.blocks],
  ]);
  const references = board.referenceLines.map(({ id, label, values }): Cell[] => {
    const cells = new Array<Cell>(columns.length).fill(null);
    cells.splice(1, 4, id, label, null, 'reference');
    for (const metric of metricsOf(board)) cells[columns.indexOf(metric)] = values[metric] ?? null;
    return cells;
  });
  return { columns, rows: [...rows, ...references] };
}

function estimateColumns(metric: string): string[] {
  return [metric, `${metric}_low`, `${metric}_high`];
}

function estimateCells(estimate: MeanEstimate | null): Cell[] {
  return [estimate?.mean ?? null, estimate?.low ?? null, estimate?.high ?? null];
}

function standingCells({ estimate, rank, normalised }: Standing): Cell[] {
  return [
    ...estimateCells(estimate),
    rank?.best ?? null,
    rank?.worst ?? null,
    rank?.tieGroup ?? null,
    normalised,
  ];
}

import { metricsOf, type Board, type BoardRow, type Standing } from '#results/standings/board.js';
import { estimateText } from '../terminal/estimate-text.js';
import { formatFixed } from '../terminal/numbers.js';
import { table, type Column } from '../terminal/table.js';

/** A board as lines for a terminal: mean with 95 % interval, rank as an interval. */
export function boardLines(board: Board): string[] {
  const columns: Column[] = [
    { title: 'rank', align: 'left' },
    { title: board.kind, align: 'left', most: 32 },
    ...board.ranked.map(({ label }): Column => ({ title: label, align: 'right' })),
    { title: 'Composite', align: 'right' },
    { title: 'failures', align: 'right' },
    { title: 'matches', align: 'right' },
  ];
  const rows = board.rows.map((row) => [
    rank(row.composite),
    `${row.name}${row.baseline ? ' (reference)' : ` ${row.version}`}${lossOf(row)}`,
    ...metricsOf(board).map((metric) => estimateText(row.standings[metric]!.estimate)),
    estimateText(row.composite.estimate),
    failuresOf(row),
    String(row.matches),
  ]);
  const { matches, blocks } = board;
  const left = matches.void > 0 ? `, ${matches.void} void and left out` : '';
  const cancelled = board.cancelledOf ? ` of ${board.cancelledOf}, before it was CANCELLED` : '';
  const pool = board.pooledRuns ? ` of ${board.pooledRuns.length} runs` : '';
  const looks = board.looks
    ? `; look ${board.looks.length}, tested at its share of the level; intervals hold at all looks together`
    : '';
  return [
    ...table(columns, rows),
    `${matches.scored} matches in ${blocks} blocks${pool}${cancelled}${left}${looks}`,
  ];
}

/** Of the plugin, per match. */
function failuresOf({ shown }: BoardRow): string {
  const failures = shown['failures']?.mean;
  return failures === undefined ? '-' : formatFixed(failures, failures === 0 ? 0 : 2);
}

/** How often a dealer lost money. */
function lossOf({ shown }: BoardRow): string {
  const lost = shown['belowZeroShare']?.mean ?? 0;
  return lost > 0 ? `, < 0 in ${Math.round(100 * lost)} %` : '';
}

function rank({ rank }: Standing): string {
  if (!rank) return '-';
  return rank.best === rank.worst ? `${rank.best}` : `${rank.best}-${rank.worst}`;
}

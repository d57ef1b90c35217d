import { gainParts } from '#market/referee/gain-account.js';
import { metricsOf, type Board, type BoardRow, type Standing } from '#results/standings/board.js';
import { shareId, shownSharesOf } from '#results/standings/shown-shares.js';
import { estimateText } from '#results/statistics/estimate-text.js';
import { counted } from '#results/export/counted.js';
import { formatFixed } from '../terminal/numbers.js';
import { textTable, type TextColumn } from '../terminal/table.js';

/** Who got the gain, and how often a dealer lost money: shown where it happened. */
const ACCOUNT: readonly { readonly id: string; readonly title: string; readonly rare?: true }[] = [
  ...gainParts.map((part) => ({ id: shareId(part), title: part })),
  { id: 'belowZeroShare', title: 'below zero', rare: true },
];

/** A board as lines for a terminal: mean with 95 % interval, rank as an interval, shares of the gain in percent. */
export function boardLines(board: Board): string[] {
  const extra = ACCOUNT.filter(({ id, rare }) =>
    board.rows.some(({ shown }) => (rare ? (shown[id]?.mean ?? 0) > 0 : shown[id])),
  );
  const columns: TextColumn[] = [
    { title: 'rank', align: 'left' },
    { title: board.kind, align: 'left', most: 32 },
    ...board.ranked.map(({ label }): TextColumn => ({ title: label, align: 'right' })),
    { title: 'Composite', align: 'right' },
    ...extra.map(({ title }): TextColumn => ({ title, align: 'right' })),
    { title: 'failures', align: 'right' },
    { title: 'matches', align: 'right' },
  ];
  const rows = board.rows.map((row) => [
    plainRank(row.composite.rank),
    `${row.name}${row.baseline ? ' (reference)' : ` ${row.version}`}${row.outside ? ` (${row.outside})` : ''}`,
    ...metricsOf(board).map((metric) => estimateText(row.standings[metric]!.estimate)),
    estimateText(row.composite.estimate),
    ...extra.map(({ id }) => percentOf(row, id)),
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
    ...textTable(columns, rows),
    ...(board.unranked ? ['unranked: this league takes remote agents, whose matches nobody can replay'] : []),
    ...(board.rows.some(({ outside }) => outside)
      ? ['Not sandboxed: strategies played from outside. No receipt, no replay of their matches.']
      : []),
    `${matches.scored} matches in ${counted(blocks, 'block')}${pool}${cancelled}${left}${looks}`,
  ];
}

/** Of the plugin, per match. */
function failuresOf({ shown }: BoardRow): string {
  const failures = shown['failures']?.mean;
  return failures === undefined ? '-' : formatFixed(failures, failures === 0 ? 0 : 2);
}

function percentOf(row: BoardRow, id: string): string {
  const share = shownSharesOf(row, 3)[id] ?? row.shown[id]?.mean;
  return share === undefined ? '-' : `${formatFixed(100 * share, 1)} %`;
}

/** `3`, `2-5`; a dash where there is none. */
export function plainRank(rank: Standing['rank']): string {
  if (!rank) return '-';
  return rank.best === rank.worst ? `${rank.best}` : `${rank.best}-${rank.worst}`;
}

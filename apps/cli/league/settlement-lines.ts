import { gainParts } from '#market/referee/gain-account.js';
import type { Board } from '#results/standings/board.js';
import { formatFixed } from '../terminal/numbers.js';
import { table, type Column } from '../terminal/table.js';

const rules = ['path', 'final'] as const;

/** Who got the gain under each settlement rule, in percent of it, and what that makes of the score, policy by policy. */
export function settlementLines(
  path: { readonly dealers: Board },
  final: { readonly dealers: Board },
): string[] {
  const boards = { path: path.dealers, final: final.dealers };
  const columns: Column[] = [
    { title: 'policy', align: 'left', most: 32 },
    ...gainParts.flatMap((part) =>
      rules.map((rule): Column => ({ title: `${part}, ${rule}`, align: 'right' })),
    ),
    ...rules.map((rule): Column => ({ title: `cost, ${rule}`, align: 'right' })),
    ...rules.map((rule): Column => ({ title: `rank, ${rule}`, align: 'right' })),
  ];
  const rows = path.dealers.rows.map(({ id, name }) => {
    const row = (rule: (typeof rules)[number]) => boards[rule].rows.find((one) => one.id === id)!;
    const percent = (value: number | undefined): string =>
      value === undefined ? '-' : formatFixed(100 * value, 1);
    return [
      name,
      ...gainParts.flatMap((part) => rules.map((rule) => percent(row(rule).shown[`${part}Share`]?.mean))),
      ...rules.map((rule) => percent(row(rule).standings.cost.estimate?.mean)),
      ...rules.map((rule) => rankOf(row(rule).composite.rank)),
    ];
  });
  return [
    ...table(columns, rows),
    "shares in percent of the gain; cost: what households got at nobody's expense; rank: of the score, 95 % sure",
  ];
}

function rankOf(rank: { readonly best: number; readonly worst: number } | null): string {
  if (!rank) return '-';
  return rank.best === rank.worst ? `${rank.best}` : `${rank.best}-${rank.worst}`;
}

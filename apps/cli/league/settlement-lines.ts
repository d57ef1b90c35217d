import { gainParts } from '#market/referee/gain-account.js';
import { settlementRules, type BothSettlements } from '#matches/study/settlement-study.js';
import type { Board } from '#results/standings/board.js';
import { shareId, shownSharesOf } from '#results/standings/shown-shares.js';
import { formatFixed } from '../terminal/numbers.js';
import { plainRank } from './board-lines.js';
import { textTable, type TextColumn } from '../terminal/table.js';

/** The boards of dealers under each rule, on the same blocks. */
export type BoardsOfDealers = Readonly<Record<keyof BothSettlements, { readonly dealers: Board }>>;

/** Who got the gain under each settlement rule, in percent of it, and what that makes of the score, policy by policy. */
export function settlementLines(played: BoardsOfDealers): string[] {
  const { columns, rows } = settlementRows(played);
  const aligned = columns.map((title, c): TextColumn =>
    c === 0 ? { title, align: 'left', most: 32 } : { title, align: 'right' },
  );
  return [
    ...textTable(aligned, rows),
    "shares in percent of the gain; cost: what households got at nobody's expense; rank: of the score, 95 % sure",
  ];
}

/** The same as cells. */
export function settlementRows({ path, final }: BoardsOfDealers): {
  readonly columns: readonly string[];
  readonly rows: string[][];
} {
  const boards = { path: path.dealers, final: final.dealers };
  const titles = [...gainParts, 'cost', 'rank'];
  const rows = path.dealers.rows.map(({ id, name }) => {
    const row = (rule: keyof BothSettlements) => boards[rule].rows.find((one) => one.id === id)!;
    const percent = (value: number | undefined): string =>
      value === undefined ? '-' : formatFixed(100 * value, 1);
    return [
      name,
      ...gainParts.flatMap((part) =>
        settlementRules.map((rule) => percent(shownSharesOf(row(rule), 3)[shareId(part)])),
      ),
      ...settlementRules.map((rule) => percent(row(rule).standings.cost.estimate?.mean)),
      ...settlementRules.map((rule) => plainRank(row(rule).composite.rank)),
    ];
  });
  const columns = [
    'policy',
    ...titles.flatMap((title) => settlementRules.map((rule) => `${title}, ${rule}`)),
  ];
  return { columns, rows };
}

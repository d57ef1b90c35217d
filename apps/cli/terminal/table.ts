import { printable } from '#results/export/printable.js';

/** A longer text would push the other columns out of sight. */
const LONGEST_CELL = 100;

/** A column of a table as lines of text; the pages have their own, of HTML. */
export interface TextColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** longest text; what does not fit ends in an ellipsis */
  readonly most?: number;
}

/** Lines of a table: titles, then a row per entry, columns two spaces apart. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map(({ title }) => title), ...rows].map((row) =>
    row.map((text, index) => shortened(printable(text), columns[index]?.most)),
  );
  // Not spread: there may be more rows than a call takes arguments.
  const widths = columns.map((_, index) =>
    cells.reduce((most, row) => Math.max(most, lengthOf(row[index] ?? '')), 0),
  );
  return cells.map((row) =>
    columns
      .map(({ align }, index) => {
        const text = row[index] ?? '';
        const space = ' '.repeat(widths[index]! - lengthOf(text));
        return align === 'right' ? space + text : text + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

function shortened(text: string, most = LONGEST_CELL): string {
  return lengthOf(text) <= most ? text : `${[...text].slice(0, most - 1).join('')}…`;
}

/** Characters, not code units. */
function lengthOf(text: string): number {
  return [...text].length;
}

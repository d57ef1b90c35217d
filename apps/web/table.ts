import { html, type Html, type Part } from './html.js';
import { wide } from './page.js';

/** A heading and what stands below it. */
export interface Column<Row> {
  readonly head: Part;
  readonly cell: (row: Row, index: number) => Part;
  /** class of the heading and of the cells */
  readonly kind?: 'number';
}

export interface TableLook<Row> {
  readonly narrow?: boolean;
  /** on a phone each row is a list of its cells, with their headings; `dense`: one after the other, of what there is much */
  readonly stacked?: boolean | 'dense';
  readonly rowClass?: (row: Row) => string | null;
}

/** A table whose first column heads the rows. `label`: what it is, for those who cannot see where it stands. */
export function table<Row>(
  label: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { narrow = false, stacked = false, rowClass = () => null }: TableLook<Row> = {},
): Html {
  const cellOf = ({ head, cell, kind }: Column<Row>, row: Row, index: number, column: number): Html =>
    column === 0
      ? html`<th scope="row">${cell(row, index)}</th>`
      : html`<td${classed(kind)}>${stacked ? phoneLabel(head) : null}${cell(row, index)}</td>`;
  return wide(
    label,
    html`<table${classed(narrow ? 'narrow' : stacked ? `stacked ${stacked === 'dense' ? 'dense' : ''}`.trim() : null)}>
      <thead>
        <tr>
          ${columns.map(({ head, kind }) => html`<th${classed(kind)} scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, index) =>
            html`<tr${classed(rowClass(row))}>
              ${columns.map((column, c) => cellOf(column, row, index, c))}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

/** What stands beside a cell where its heading does not stand above it. */
export function phoneLabel(head: Part): Html {
  return html`<span class="label" aria-hidden="true">${head}</span>`;
}

function classed(name: string | null = null): Html | null {
  return name === null ? null : html` class="${name}"`;
}

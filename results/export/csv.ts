import type { Cell, CellTable } from '../standings/board-table.js';

/**
 * A table as CSV (RFC 4180, header line, CRLF). Full precision; absent values are empty. A text that
 * a spreadsheet would take for a formula gets an apostrophe in front: names come from strangers.
 */
export function csvOf({ columns, rows }: CellTable): string {
  return [columns, ...rows].map(csvLine).join('');
}

/** One line of such a file. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  // An exact amount is a number, and no formula.
  const isFormula = /^[=+\-@\t\r＝＋－＠]/.test(value) && !/^-\d+(\.\d+)?$/.test(value);
  const text = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

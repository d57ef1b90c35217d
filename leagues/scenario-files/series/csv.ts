import { scenarioLimits } from '../reading/limits.js';
import { FieldError } from '../reading/scenario-error.js';

/** One record of a CSV text and the line on which it begins (from 1). */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell as messages tell it: one that is no number may be of any length. */
export function told(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
}

/**
 * The records of a CSV text (RFC 4180): cells in double quotes may hold separators, line breaks and
 * doubled quotes. Empty lines are skipped; every record must have as many cells as the first, which has no more than `scenarioLimits.cells`.
 * Throws `FieldError` with the line.
 */
export function* csvRecords(text: string, separator: string): Generator<CsvRecord> {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let width: number | undefined;
  while (position < text.length) {
    const { cells, next, lines } = record(text, position, separator, line);
    if (cells.length > 1 || cells[0] !== '') {
      width ??= cells.length;
      if (cells.length !== width)
        throw new FieldError(
          [`line ${line}`],
          `has ${cells.length} cells, the first line has ${width}`,
          `cells are separated by ${separator === '\t' ? 'tabs' : `'${separator}'`} here`,
        );
      yield { line, cells };
    }
    position = next;
    line += lines;
  }
}

function record(
  text: string,
  start: number,
  separator: string,
  line: number,
): { cells: string[]; next: number; lines: number } {
  const end = text.indexOf('\n', start);
  const plain = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
  if (!/["\r]/.test(plain))
    return {
      cells: notMore(plain.split(separator, scenarioLimits.cells + 1), line),
      next: end < 0 ? text.length : end + 1,
      lines: 1,
    };
  const cells: string[] = [];
  let position = start;
  let lines = 1;
  for (;;) {
    let cell: string;
    if (text[position] === '"') {
      const end = closingQuote(text, position, line);
      cell = text.slice(position + 1, end).replaceAll('""', '"');
      lines += cell.split('\n').length - 1;
      position = end + 1;
    } else {
      const from = position;
      while (position < text.length && text[position] !== separator && text[position] !== '\n') position++;
      cell = text.slice(from, position).replace(/\r$/, '');
    }
    cells.push(cell);
    notMore(cells, line);
    if (text[position] === '\r') position++;
    if (position >= text.length || text[position] === '\n') return { cells, next: position + 1, lines };
    if (text[position] !== separator)
      throw new FieldError(
        [`line ${line}`],
        `text follows the closing quote of cell ${cells.length}`,
        'double the quotes that are part of a text',
      );
    position++;
  }
}

function notMore(cells: string[], line: number): string[] {
  if (cells.length > scenarioLimits.cells)
    throw new FieldError(
      [`line ${line}`],
      `has more than ${scenarioLimits.cells} cells`,
      'keep the columns that are needed',
    );
  return cells;
}

function closingQuote(text: string, open: number, line: number): number {
  let position = open;
  for (;;) {
    position = text.indexOf('"', position + 1);
    if (position < 0)
      throw new FieldError([`line ${line}`], 'a quote is never closed', 'close it, or leave it out');
    if (text[position + 1] !== '"') return position;
    position++;
  }
}

import { GridLeagueError } from '../errors.js';
import { checkLinearProblem, MalformedProblemError, type LinearProblem } from '../lp/linear-problem.js';

/** A strategy called a tool with something that makes no sense; the message is for its author. */
export class ToolInputError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'tool-input';
}

/** A copy of `values` as doubles; throws `ToolInputError` unless it is a list of `length` finite numbers. */
export function vectorInput(what: string, values: unknown, length: number): Float64Array {
  const given = list(what, values);
  if (given.length !== length)
    throw new ToolInputError(`${what} has ${given.length} entries; there are ${length} resources`);
  const result = numbers(what, given, length);
  result.forEach((value, i) => {
    if (!Number.isFinite(value)) throw new ToolInputError(`${what}[${i}] is ${value}, not a finite number`);
  });
  return result;
}

/** As `vectorInput`, and nothing below zero but for the first `exact` resources. */
export function priceInput(values: unknown, length: number, exact = 0): Float64Array {
  const prices = vectorInput('prices', values, length);
  const negative = prices.findIndex((price, r) => price < 0 && r >= exact);
  if (negative >= 0)
    throw new ToolInputError(`prices[${negative}] is ${prices[negative]}; prices are never negative`);
  return prices;
}

export function countInput(count: unknown, largest: number): number {
  if (!(typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= largest))
    throw new ToolInputError(`count is ${shown(count)}; it must be a whole number from 1 to ${largest}`);
  return count;
}

/**
 * A checked copy of a linear problem that a strategy hands over; throws `ToolInputError`. `book` is told its
 * rows, columns and matrix entries together before anything is copied.
 */
export function problemInput(input: unknown, book: (size: number) => void): LinearProblem {
  const problem = record('the problem', input);
  const matrix = record('matrix', problem.matrix);
  const rows = size('matrix.rows', matrix.rows);
  const columns = size('matrix.columns', matrix.columns);
  const values = list('matrix.values', matrix.values);
  const entries = size('matrix.values.length', values.length);
  book(rows + columns + entries);
  const copy = (what: string, from: unknown, length: number): Float64Array =>
    numbers(what, list(what, from), length);
  const starts = indices('matrix.starts', copy('matrix.starts', matrix.starts, columns + 1));
  const rowOf = indices('matrix.rowOf', copy('matrix.rowOf', matrix.rowOf, entries));
  if (starts[0] !== 0 || starts[columns] !== entries)
    throw new ToolInputError(`matrix.starts must run from 0 to ${entries} in ${columns + 1} entries`);
  for (let j = 0; j < columns; j++) checkColumn(j, rowOf, starts[j]!, starts[j + 1]!, rows);
  const result = {
    cost: copy('cost', problem.cost, columns),
    columnLower: copy('columnLower', problem.columnLower, columns),
    columnUpper: copy('columnUpper', problem.columnUpper, columns),
    matrix: { rows, columns, starts, rowOf, values: numbers('matrix.values', values, entries) },
    rowLower: copy('rowLower', problem.rowLower, rows),
    rowUpper: copy('rowUpper', problem.rowUpper, rows),
  };
  try {
    checkLinearProblem(result);
  } catch (error) {
    if (error instanceof MalformedProblemError) throw new ToolInputError(error.message);
    throw error;
  }
  return result;
}

function checkColumn(j: number, rowOf: Int32Array, from: number, to: number, rows: number): void {
  if (from > to || to > rowOf.length) throw new ToolInputError(`matrix.starts decreases at column ${j}`);
  for (let e = from; e < to; e++) {
    const row = rowOf[e]!;
    if (!(row >= 0 && row < rows && (e === from || row > rowOf[e - 1]!)))
      throw new ToolInputError(`column ${j} of the matrix: rows must ascend within 0 .. ${rows - 1}`);
  }
}

function record(what: string, input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null) throw new ToolInputError(`${what} is no object`);
  return input as Record<string, unknown>;
}

function size(what: string, value: unknown): number {
  if (!(typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31))
    throw new ToolInputError(`${what} is ${shown(value)}, not a size`);
  return value;
}

function list(what: string, values: unknown): ArrayLike<unknown> {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values))
    throw new ToolInputError(`${what} is no list of numbers`);
  return values as unknown as ArrayLike<unknown>;
}

/** A copy of so many doubles. */
function numbers(what: string, values: ArrayLike<unknown>, length: number): Float64Array {
  if (values.length !== length)
    throw new ToolInputError(`${what} has ${values.length} entries; it needs ${length}`);
  if (values instanceof Float64Array) return values.slice();
  const copy = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = values[i];
    if (typeof value !== 'number')
      throw new ToolInputError(`${what}[${i}] is ${typeof value === 'bigint' ? 'a bigint' : typeof value}`);
    copy[i] = value;
  }
  return copy;
}

/** Never cuts anything off. */
function indices(what: string, values: Float64Array): Int32Array {
  return Int32Array.from(values, (value, i) => size(`${what}[${i}]`, value));
}

/** A number as it is, of anything else its kind only. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value;
}

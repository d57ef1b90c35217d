import { checkLinearProblem, MalformedProblemError, type LinearProblem } from '../lp/linear-problem.js';

/** A strategy called a tool with something that makes no sense; the message is for its author. */
export class ToolInputError extends Error {
  readonly code = 'tool-input';
  override readonly name = 'ToolInputError';
}

/** A copy of `values` as doubles; throws `ToolInputError` unless it is a list of `length` finite numbers. */
export function vectorInput(what: string, values: unknown, length: number): Float64Array {
  const result = numbers(what, values);
  if (result.length !== length)
    throw new ToolInputError(`${what} has ${result.length} entries; there are ${length} resources`);
  result.forEach((value, i) => {
    if (!Number.isFinite(value)) throw new ToolInputError(`${what}[${i}] is ${value}, not a finite number`);
  });
  return result;
}

/** As `vectorInput`, and nothing below zero. */
export function priceInput(values: unknown, length: number): Float64Array {
  const prices = vectorInput('prices', values, length);
  const negative = prices.findIndex((price) => price < 0);
  if (negative >= 0)
    throw new ToolInputError(`prices[${negative}] is ${prices[negative]}; prices are never negative`);
  return prices;
}

export function countInput(count: unknown, largest: number): number {
  if (!(typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= largest))
    throw new ToolInputError(`count is ${String(count)}; it must be a whole number from 1 to ${largest}`);
  return count;
}

/** A checked copy of a linear problem that a strategy hands over; throws `ToolInputError`. */
export function problemInput(input: unknown): LinearProblem {
  const problem = record('the problem', input);
  const matrix = record('matrix', problem.matrix);
  const rows = size('matrix.rows', matrix.rows);
  const columns = size('matrix.columns', matrix.columns);
  const starts = Int32Array.from(numbers('matrix.starts', matrix.starts));
  const rowOf = Int32Array.from(numbers('matrix.rowOf', matrix.rowOf));
  const values = numbers('matrix.values', matrix.values);
  if (starts.length !== columns + 1 || starts[0] !== 0 || starts[columns] !== values.length)
    throw new ToolInputError(`matrix.starts must run from 0 to ${values.length} in ${columns + 1} entries`);
  if (rowOf.length !== values.length)
    throw new ToolInputError(`matrix.rowOf has ${rowOf.length} entries, matrix.values ${values.length}`);
  for (let j = 0; j < columns; j++) checkColumn(j, rowOf, starts[j]!, starts[j + 1]!, rows);
  const result = {
    cost: numbers('cost', problem.cost),
    columnLower: numbers('columnLower', problem.columnLower),
    columnUpper: numbers('columnUpper', problem.columnUpper),
    matrix: { rows, columns, starts, rowOf, values },
    rowLower: numbers('rowLower', problem.rowLower),
    rowUpper: numbers('rowUpper', problem.rowUpper),
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
    throw new ToolInputError(`${what} is ${String(value)}, not a size`);
  return value;
}

function numbers(what: string, values: unknown): Float64Array {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values))
    throw new ToolInputError(`${what} is no list of numbers`);
  const list = values as unknown as ArrayLike<unknown>;
  return Float64Array.from(list, (value, i) => {
    if (typeof value !== 'number')
      throw new ToolInputError(`${what}[${i}] is ${typeof value === 'bigint' ? 'a bigint' : typeof value}`);
    return value;
  });
}

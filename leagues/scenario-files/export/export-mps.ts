import type { MarketInstance } from '#market/instance.js';
import { centralProblem, type JointProblem } from '#market/referee/central-problem.js';
import type { DrawnMarket } from '../scenario.js';

/**
 * The central problem of a drawn market as free MPS (minimisation), for any other solver. Rows
 * `a<agent>.<row>` are own rows, `s.<resource id>` shared ones; columns `x<agent>.<column>`;
 * agents count from 1, their rows and columns from 0. Rows without any bound are left out.
 */
export function exportMps(drawn: DrawnMarket): string {
  const problem = centralProblem(drawn.instance);
  const names = namesOf(drawn.instance, problem);
  return [
    `NAME ${drawn.instance.id}`,
    'ROWS',
    ' N cost',
    ...rowLines(problem, names.rows),
    'COLUMNS',
    ...columnLines(problem, names),
    'RHS',
    ...rowValues(problem, names.rows, rightHandSide, 'rhs'),
    'RANGES',
    ...rowValues(problem, names.rows, range, 'range'),
    'BOUNDS',
    ...boundLines(problem, names.columns),
    'ENDATA',
    '',
  ].join('\n');
}

interface Names {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

function namesOf({ resources }: MarketInstance, { blocks }: JointProblem): Names {
  const numbered = (prefix: string, j: number, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${prefix}${j + 1}.${i}`);
  return {
    rows: [
      ...blocks.flatMap(({ rows }, j) => numbered('a', j, rows)),
      ...resources.map(({ id }) => `s.${id}`),
    ],
    columns: blocks.flatMap(({ columns }, j) => numbered('x', j, columns)),
  };
}

type RowSense = 'E' | 'G' | 'L' | 'free';

function senseOf(lower: number, upper: number): RowSense {
  if (lower === upper) return 'E';
  if (upper !== Infinity) return 'L';
  return lower === -Infinity ? 'free' : 'G';
}

function* rowLines({ rowLower, rowUpper }: JointProblem, rows: readonly string[]): Generator<string> {
  for (const [i, row] of rows.entries()) {
    const sense = senseOf(rowLower[i]!, rowUpper[i]!);
    if (sense !== 'free') yield ` ${sense} ${row}`;
  }
}

function* columnLines({ cost, matrix, rowLower, rowUpper }: JointProblem, names: Names): Generator<string> {
  for (const [j, column] of names.columns.entries()) {
    yield ` ${column} cost ${cost[j]!}`;
    for (let e = matrix.starts[j]!; e < matrix.starts[j + 1]!; e++) {
      const i = matrix.rowOf[e]!;
      if (senseOf(rowLower[i]!, rowUpper[i]!) !== 'free')
        yield ` ${column} ${names.rows[i]!} ${matrix.values[e]!}`;
    }
  }
}

function* rowValues(
  { rowLower, rowUpper }: JointProblem,
  rows: readonly string[],
  valueOf: (lower: number, upper: number) => number,
  set: string,
): Generator<string> {
  for (const [i, row] of rows.entries()) {
    const value = valueOf(rowLower[i]!, rowUpper[i]!);
    if (value !== 0) yield ` ${set} ${row} ${value}`;
  }
}

function rightHandSide(lower: number, upper: number): number {
  if (upper !== Infinity) return upper;
  return lower === -Infinity ? 0 : lower;
}

/** Of a row with two different finite bounds: an L row then reaches from upper - range to upper. */
function range(lower: number, upper: number): number {
  return lower !== upper && lower !== -Infinity && upper !== Infinity ? upper - lower : 0;
}

/** Only what differs from MPS' default, 0 to infinity. */
function* boundLines(
  { columnLower, columnUpper }: JointProblem,
  columns: readonly string[],
): Generator<string> {
  for (const [j, column] of columns.entries()) {
    const [lower, upper] = [columnLower[j]!, columnUpper[j]!];
    if (lower === upper) {
      yield ` FX bound ${column} ${lower}`;
      continue;
    }
    if (lower === -Infinity) yield ` ${upper === Infinity ? 'FR' : 'MI'} bound ${column}`;
    else if (lower !== 0) yield ` LO bound ${column} ${lower}`;
    if (upper !== Infinity) yield ` UP bound ${column} ${upper}`;
  }
}

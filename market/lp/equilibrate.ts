import type { LinearProblem } from './linear-problem.js';
import type { LpOptimum } from './lp-solver.port.js';

/** A problem whose numbers lie closer together, and the way back. */
export interface Equilibrated {
  readonly problem: LinearProblem;
  /** The optimum of the problem it was made of. */
  restore(optimum: LpOptimum): LpOptimum;
}

const PASSES = 8;

/**
 * Scales rows and columns by powers of two towards coefficients around 1 (geometric means of the
 * smallest and the largest, alternately; Curtis and Reid do the same by least squares), then the costs and
 * the bounds each by one power of two. Nothing is rounded, so the optimum is restored exactly.
 *
 *     A_ij -> R_i A_ij C_j,   x_j = C_j B x'_j,   cost'_j = K C_j cost_j,   y_i = R_i y'_i / K
 */
export function equilibrated(problem: LinearProblem): Equilibrated {
  const { matrix, cost } = problem;
  const { row, column } = scalesOf(problem);
  const values = matrix.values.slice();
  eachEntry(problem, (e, i, j) => (values[e]! *= row[i]! * column[j]!));
  const scaledCost = cost.map((value, j) => value * column[j]!);
  const costUnit = 1 / typical(scaledCost);
  const perColumn = (bounds: Float64Array): Float64Array => bounds.map((bound, j) => bound / column[j]!);
  const perRow = (bounds: Float64Array): Float64Array => bounds.map((bound, i) => bound * row[i]!);
  const bounds = {
    columnLower: perColumn(problem.columnLower),
    columnUpper: perColumn(problem.columnUpper),
    rowLower: perRow(problem.rowLower),
    rowUpper: perRow(problem.rowUpper),
  };
  const unit = typical(
    Float64Array.of(...bounds.columnLower, ...bounds.columnUpper, ...bounds.rowLower, ...bounds.rowUpper),
  );
  const inUnits = (values: Float64Array): Float64Array => values.map((value) => value / unit);
  return {
    problem: {
      matrix: { ...matrix, values },
      cost: scaledCost.map((value) => value * costUnit),
      columnLower: inUnits(bounds.columnLower),
      columnUpper: inUnits(bounds.columnUpper),
      rowLower: inUnits(bounds.rowLower),
      rowUpper: inUnits(bounds.rowUpper),
    },
    restore: ({ objective, x, rowDuals, reducedCosts }) => ({
      status: 'optimal',
      objective: (objective * unit) / costUnit,
      x: x.map((value, j) => value * column[j]! * unit),
      rowDuals: rowDuals.map((dual, i) => (dual * row[i]!) / costUnit),
      reducedCosts: reducedCosts.map((reduced, j) => reduced / (column[j]! * costUnit)),
    }),
  };
}

function scalesOf(problem: LinearProblem): { readonly row: Float64Array; readonly column: Float64Array } {
  const { rows, columns, values } = problem.matrix;
  const row = new Float64Array(rows).fill(1);
  const column = new Float64Array(columns).fill(1);
  for (let pass = 0; pass < PASSES; pass++) {
    const rowRange = new Range(rows);
    eachEntry(problem, (e, i, j) => rowRange.widen(i, Math.abs(values[e]!) * column[j]!));
    rowRange.centre(row);
    const columnRange = new Range(columns);
    eachEntry(problem, (e, i, j) => columnRange.widen(j, Math.abs(values[e]!) * row[i]!));
    columnRange.centre(column);
  }
  return { row, column };
}

function eachEntry(
  { matrix: { columns, starts, rowOf } }: LinearProblem,
  visit: (entry: number, row: number, column: number) => void,
): void {
  for (let j = 0; j < columns; j++) for (let e = starts[j]!; e < starts[j + 1]!; e++) visit(e, rowOf[e]!, j);
}

/** Smallest and largest magnitudes of many lines. */
class Range {
  private readonly least: Float64Array;
  private readonly most: Float64Array;

  constructor(lines: number) {
    this.least = new Float64Array(lines).fill(Infinity);
    this.most = new Float64Array(lines);
  }

  widen(line: number, size: number): void {
    if (size === 0) return;
    this.least[line] = Math.min(this.least[line]!, size);
    this.most[line] = Math.max(this.most[line]!, size);
  }

  /** Writes the scales that would put every line around 1. */
  centre(scales: Float64Array): void {
    for (let line = 0; line < scales.length; line++)
      if (this.most[line]! > 0)
        scales[line] = nearPower(1 / (Math.sqrt(this.least[line]!) * Math.sqrt(this.most[line]!)));
  }
}

/** The power of two next to the geometric middle of what is finite and not zero; 1 if nothing is. */
function typical(values: Float64Array): number {
  const range = new Range(1);
  const scale = new Float64Array(1).fill(1);
  for (const value of values) if (Number.isFinite(value)) range.widen(0, Math.abs(value));
  range.centre(scale);
  return 1 / scale[0]!;
}

function nearPower(value: number): number {
  return 2 ** Math.max(-500, Math.min(500, Math.round(Math.log2(value))));
}

import type { AgentProblem, LinearProblem, Vector } from './problem.js';

/** Bounds of a row or a column; what is left out is endless on that side. */
export interface Bounds {
  readonly lower?: number;
  readonly upper?: number;
}

/** A column: what it costs per unit; from 0 to endless unless it says otherwise. */
export interface ColumnTerms extends Bounds {
  readonly cost?: number;
}

/**
 * Builds a linear program of your own for `tools.solve`, column by column and row by row, without a thought about sparse
 * matrices:
 *
 *     const program = new ProgramBuilder();
 *     const charge = program.column({ cost: 0.02, upper: 3 });
 *     const discharge = program.column({ upper: 3 });
 *     program.row([[charge, 0.95], [discharge, -1]], { lower: 0, upper: 10 });
 *     const answer = tools.solve(program.build());
 *
 * Throws `RangeError` for a column there is not.
 */
export class ProgramBuilder {
  private readonly cost: number[] = [];
  private readonly columnLower: number[] = [];
  private readonly columnUpper: number[] = [];
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  /** by column: entries by row */
  private readonly entries: Map<number, number>[] = [];

  /** Adds a column; returns its index, which is its place in the solution `x`. */
  column({ cost = 0, lower = 0, upper = Infinity }: ColumnTerms = {}): number {
    this.cost.push(cost);
    this.columnLower.push(lower);
    this.columnUpper.push(upper);
    this.entries.push(new Map());
    return this.cost.length - 1;
  }

  /** `count` equal columns; returns their indices. */
  columns(count: number, terms: ColumnTerms = {}): number[] {
    const indices: number[] = [];
    for (let i = 0; i < count; i++) indices.push(this.column(terms));
    return indices;
  }

  /** Adds lower <= sum of coefficient x column <= upper; returns its index, its place in `rowDuals`. What names a column twice adds up. */
  row(
    terms: readonly (readonly [column: number, coefficient: number])[],
    { lower = -Infinity, upper = Infinity }: Bounds,
  ): number {
    const row = this.rowLower.length;
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    for (const [column, coefficient] of terms) this.add(row, column, coefficient);
    return row;
  }

  /** Adds to the coefficient of a column in a row that is there already. */
  add(row: number, column: number, coefficient: number): void {
    const entries = this.entries[column];
    if (!entries || !(row in this.rowLower))
      throw new RangeError(`the program has no column ${column}, or no row ${row}`);
    entries.set(row, (entries.get(row) ?? 0) + coefficient);
  }

  build(): LinearProblem {
    const starts = [0];
    const rowOf: number[] = [];
    const values: number[] = [];
    for (const entries of this.entries) {
      for (const [row, value] of entries) {
        rowOf.push(row);
        values.push(value);
      }
      starts.push(rowOf.length);
    }
    return {
      cost: Float64Array.from(this.cost),
      columnLower: Float64Array.from(this.columnLower),
      columnUpper: Float64Array.from(this.columnUpper),
      matrix: {
        rows: this.rowLower.length,
        columns: this.cost.length,
        starts: Int32Array.from(starts),
        rowOf: Int32Array.from(rowOf),
        values: Float64Array.from(values),
      },
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
    };
  }

  /**
   * A program that begins as your own: its columns come first and keep their indices (and names, `columnsNamed`), then its own rows,
   * then a row for each resource r, at `problem.own.matrix.rows + r`: `shared x` within what you hold, `allocation` (m). Add what you
   * like, and solve it.
   */
  static of(problem: AgentProblem, allocation: Vector): ProgramBuilder {
    const { cost, own, shared, columnLower, columnUpper, exact = 0 } = problem;
    const program = new ProgramBuilder();
    for (let j = 0; j < cost.length; j++)
      program.column({ cost: cost[j]!, lower: columnLower[j]!, upper: columnUpper[j]! });
    const ownRows = own.matrix.rows;
    for (let i = 0; i < ownRows; i++) program.row([], { lower: own.lower[i]!, upper: own.upper[i]! });
    for (let r = 0; r < allocation.length; r++)
      program.row([], { upper: allocation[r]!, ...(r < exact && { lower: allocation[r]! }) });
    for (const [matrix, first] of [
      [own.matrix, 0],
      [shared, ownRows],
    ] as const)
      for (let j = 0; j < matrix.columns; j++)
        for (let e = matrix.starts[j]!; e < matrix.starts[j + 1]!; e++)
          program.entries[j]!.set(first + matrix.rowOf[e]!, matrix.values[e]!);
    return program;
  }
}

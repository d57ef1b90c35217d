/** A vector over the resources (length m) unless said otherwise. */
export type Vector = Float64Array;

export interface Resource {
  readonly id: string;
  readonly unit: string;
  /** index of the delivery period, where the resource has one */
  readonly period?: number;
  /** no energy, but the right to draw it from the grid, or to feed it in, through the community's connection */
  readonly right?: 'import' | 'export';
}

/** Compressed sparse columns: column j has entries starts[j] .. starts[j+1] of `rowOf`, `values`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Int32Array;
  readonly rowOf: Int32Array;
  readonly values: Float64Array;
}

/** The agent's own linear program: min cost'x, own.lower <= own.matrix x <= own.upper, shared x <= allocation. */
export interface AgentProblem {
  readonly cost: Vector;
  readonly own: { readonly matrix: SparseMatrix; readonly lower: Vector; readonly upper: Vector };
  readonly shared: SparseMatrix;
  /** of the first so many resources nothing may be left unused (`=` instead of `<=`); their prices may be below zero */
  readonly exact?: number;
  readonly columnLower: Vector;
  readonly columnUpper: Vector;
}

/** min cost'x, rowLower <= A x <= rowUpper, columnLower <= x <= columnUpper. */
export interface LinearProblem {
  readonly cost: Vector;
  readonly columnLower: Vector;
  readonly columnUpper: Vector;
  readonly matrix: SparseMatrix;
  readonly rowLower: Vector;
  readonly rowUpper: Vector;
}

export type LpOutcome =
  | { readonly status: 'optimal'; readonly objective: number; readonly x: Vector; readonly rowDuals: Vector }
  | { readonly status: 'infeasible' | 'unbounded' | 'iteration-limit' | 'failed' };

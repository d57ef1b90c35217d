import type { LinearProblem } from './linear-problem.js';

/**
 * What a solve ended with. Only `optimal` carries a solution; whatever else a solver says is
 * one of the other cases, never a number.
 *
 * `rowDuals[i]` = d objective / d (bound of row i); `reducedCosts` = cost - A' rowDuals.
 * `unbounded.ray` is a direction r with cost'r < 0 along which x stays feasible.
 */
export type LpOutcome =
  | LpOptimum
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded'; readonly ray: Float64Array }
  | { readonly status: 'iteration-limit' }
  | { readonly status: 'failed'; readonly reason: string };

/** Which columns and rows are basic, and at which bound the others lie; means something to a model of the same shape. */
export interface LpBasis {
  readonly colStatus: Int32Array;
  readonly rowStatus: Int32Array;
}

export interface LpOptimum {
  readonly status: 'optimal';
  readonly objective: number;
  /** n */
  readonly x: Float64Array;
  /** rows */
  readonly rowDuals: Float64Array;
  /** n */
  readonly reducedCosts: Float64Array;
}

/**
 * A problem kept inside the solver: changes are cheap and the next solve starts from the last
 * basis. The vertex chosen among ties therefore depends on the model's history, so a model
 * lives for one match at most. Must be disposed.
 */
export interface LpModel {
  /** n values. Throws `MalformedProblemError` for a wrong length, NaN or infinity. */
  setCosts(costs: Float64Array): void;
  /** Bounds of the rows from `first` on. */
  setRowBounds(first: number, lower: Float64Array, upper: Float64Array): void;
  /** `iterationLimit`: simplex iterations allowed in this solve (default: more than any that ends needs). */
  solve(options?: { readonly iterationLimit?: number }): LpOutcome;
  /** The basis that the last solve ended in; null if it left none. */
  basis(): LpBasis | null;
  /** The next solve starts there (null: from nothing), and what was solved before has no part in it. */
  startFrom(basis: LpBasis | null): void;
  /** Simplex iterations of the last solve. */
  readonly lastIterations: number;
  dispose(): void;
}

/** Running totals of a solver since it was made. */
export interface LpStatistics {
  solves: number;
  iterations: number;
  /** inside the solver, including passing data to it */
  seconds: number;
}

export interface LpModelOptions {
  /** largest violation of a bound or a reduced cost at an optimum (default 1e-9) */
  readonly tolerance?: number;
  /** false: no internal scaling of rows and columns, so that the tolerance holds in the problem's own units */
  readonly scaling?: boolean;
  /** how it is solved (default: what the solver thinks best, the dual simplex method for most) */
  readonly method?: 'dual-simplex' | 'primal-simplex' | 'interior-point';
  /** whether the problem is simplified first (default: large ones only) */
  readonly presolve?: boolean;
}

export interface LpSolver {
  /**
   * Throws `MalformedProblemError` for a problem that is none, `MarketError` ('solver-failed') if the solver
   * itself refuses it (coefficients beyond its range) or has broken down.
   */
  createModel(problem: LinearProblem, options?: LpModelOptions): LpModel;
  readonly statistics: Readonly<LpStatistics>;
}

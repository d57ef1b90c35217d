import type { AgentProblem } from '../instance.js';
import type { LpBasis, LpModel, LpOptimum, LpOutcome, LpSolver } from '../lp/lp-solver.port.js';
import { stackRows } from '../lp/sparse-matrix.js';

/** z_j at one allocation: its cost (money) and an optimal plan x (n), or why there is none. */
export type Valuation =
  | { readonly status: 'optimal'; readonly cost: number; readonly plan: Float64Array }
  | Exclude<LpOutcome, LpOptimum>;

/**
 * Ledger quantities are rounded down to 1e-9, so a plan that fitted exactly may miss its allocation
 * by a few units after some settlements. Within these slacks (resource units, relative above 1), the
 * smallest first, an allocation counts as sufficient.
 */
const ROUNDING_SLACKS = [3e-9, 1e-8, 1e-7];
/** The solver takes it for infinite, and refuses that nothing at all may be used. */
const BEYOND_ANY = 1e20;

/**
 * The valuation problem z_j(c_j) of one agent ([GKW07] section 3), kept in the solver so that a
 * change of the allocation starts from the last basis. Must be disposed.
 */
export class ValueModel {
  private readonly model: LpModel;
  private readonly noLowerLimit: Float64Array;
  private iterations = 0;

  constructor(
    solver: LpSolver,
    private readonly problem: AgentProblem,
  ) {
    const { own, shared } = problem;
    const unused = new Float64Array(shared.rows);
    this.noLowerLimit = new Float64Array(shared.rows).fill(-Infinity);
    this.model = solver.createModel({
      cost: problem.cost,
      columnLower: problem.columnLower,
      columnUpper: problem.columnUpper,
      matrix: stackRows(own.matrix, shared),
      rowLower: Float64Array.of(...own.lower, ...this.noLowerLimit),
      rowUpper: Float64Array.of(...own.upper, ...unused),
    });
  }

  /** Simplex iterations of the last valuation. */
  get lastIterations(): number {
    return this.iterations;
  }

  /** z_j(`allocation`), allocation of length m. `iterationLimit`: simplex iterations allowed. */
  valueAt(allocation: Float64Array, options: { readonly iterationLimit?: number } = {}): Valuation {
    this.iterations = 0;
    if (allocation.some((held) => held <= -BEYOND_ANY)) return { status: 'infeasible' };
    const exact = this.solve(allocation, options.iterationLimit);
    if (exact.status !== 'infeasible') return exact;
    for (const slack of ROUNDING_SLACKS) {
      const eased = allocation.map((held) => held + slack * Math.max(1, Math.abs(held)));
      const outcome = this.solve(eased, options.iterationLimit);
      if (outcome.status !== 'infeasible') return outcome;
    }
    return exact;
  }

  /** Where the last solve ended. */
  basis(): LpBasis | null {
    return this.model.basis();
  }

  /** The next solve starts there, whatever was asked before. */
  startFrom(basis: LpBasis | null): void {
    this.model.startFrom(basis);
  }

  dispose(): void {
    this.model.dispose();
  }

  private solve(allocation: Float64Array, limit: number | undefined): Valuation {
    this.model.setRowBounds(this.problem.own.matrix.rows, this.noLowerLimit, allocation);
    const remaining = limit === undefined ? undefined : Math.max(0, limit - this.iterations);
    const outcome = this.model.solve(remaining === undefined ? {} : { iterationLimit: remaining });
    this.iterations += this.model.lastIterations;
    return outcome.status === 'optimal'
      ? { status: 'optimal', cost: outcome.objective, plan: outcome.x }
      : outcome;
  }
}

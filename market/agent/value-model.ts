import type { AgentProblem } from '../instance.js';
import { sharedLower } from '../lp/exact-rows.js';
import type { LpBasis, LpModel, LpOptimum, LpOutcome, LpSolver } from '../lp/lp-solver.port.js';
import { tradeModel } from './trade-model.js';

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
/**
 * Orders at the very edge of these, filled in part and rounded down, may leave their owner short of a few units more, again and
 * again. What an agent holds is worth something in any case.
 */
const HELD_SLACKS = [...ROUNDING_SLACKS, 1e-6, 1e-5, 1e-4, 1e-3];
/** The solver takes it for infinite, and refuses that nothing at all may be used. */
const BEYOND_ANY = 1e20;

/**
 * The valuation problem z_j(c_j) of one agent ([GKW07] section 3), kept in the solver so that a
 * change of the allocation starts from the last basis. Must be disposed.
 */
export class ValueModel {
  private readonly model: LpModel;
  private iterations = 0;

  constructor(
    solver: LpSolver,
    private readonly problem: AgentProblem,
  ) {
    const unused = new Float64Array(problem.shared.rows);
    this.model = tradeModel(solver, problem, sharedLower(unused, problem.exact), unused);
  }

  /** Simplex iterations of the last valuation. */
  get lastIterations(): number {
    return this.iterations;
  }

  /**
   * z_j(`allocation`), allocation of length m. `iterationLimit`: simplex iterations allowed; `isHeld`: not what might be, but
   * what the agent has come to hold.
   */
  valueAt(
    allocation: Float64Array,
    options: { readonly iterationLimit?: number; readonly isHeld?: boolean } = {},
  ): Valuation {
    this.iterations = 0;
    if (allocation.some((held) => held <= -BEYOND_ANY)) return { status: 'infeasible' };
    const exactly = this.solve(allocation, allocation, options.iterationLimit);
    if (exactly.status !== 'infeasible') return exactly;
    for (const slack of options.isHeld ? HELD_SLACKS : ROUNDING_SLACKS) {
      const eased = (sign: 1 | -1): Float64Array =>
        allocation.map((held) => held + sign * slack * Math.max(1, Math.abs(held)));
      const outcome = this.solve(eased(-1), eased(1), options.iterationLimit);
      if (outcome.status !== 'infeasible') return outcome;
    }
    return exactly;
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

  private solve(least: Float64Array, most: Float64Array, limit: number | undefined): Valuation {
    const { own, exact } = this.problem;
    this.model.setRowBounds(own.matrix.rows, sharedLower(least, exact), most);
    const remaining = limit === undefined ? undefined : Math.max(0, limit - this.iterations);
    const outcome = this.model.solve(remaining === undefined ? {} : { iterationLimit: remaining });
    this.iterations += this.model.lastIterations;
    return outcome.status === 'optimal'
      ? { status: 'optimal', cost: outcome.objective, plan: outcome.x }
      : outcome;
  }
}

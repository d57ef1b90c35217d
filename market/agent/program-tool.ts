import { GridLeagueError, MarketError } from '../errors.js';
import type { LinearProblem } from '../lp/linear-problem.js';
import type { LpModel, LpSolver } from '../lp/lp-solver.port.js';
import type { SolveBudget } from './solve-budget.js';
import { problemInput } from './tool-input.js';

/** What the SDK calls `LpOutcome`. */
export type PluginLpOutcome =
  | {
      readonly status: 'optimal';
      readonly objective: number;
      readonly x: Float64Array;
      readonly rowDuals: Float64Array;
    }
  | { readonly status: 'infeasible' | 'unbounded' | 'iteration-limit' | 'failed' };

/** The solver gave up on the agent's own problem: the problem, or what the strategy asked, is out of range. */
export class AgentSolveError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'agent-solve';
}

/** Solves linear programs of a strategy's own, within the budget of a call. */
export class ProgramTool {
  constructor(
    private readonly solver: LpSolver,
    private readonly budget: SolveBudget,
  ) {}

  /** A full budget for the next call. */
  begin(): void {
    this.budget.refill();
  }

  readonly solve = (problem: unknown): PluginLpOutcome => {
    const iterationLimit = this.budget.startSolve();
    const checked = problemInput(problem, (size) => this.budget.bookProblem(size));
    const model = this.modelOf(checked);
    try {
      const outcome = model.solve({ iterationLimit });
      this.budget.endSolve(model.lastIterations);
      if (outcome.status !== 'optimal') return { status: outcome.status };
      const { objective, x, rowDuals } = outcome;
      return { status: 'optimal', objective, x, rowDuals };
    } finally {
      model.dispose();
    }
  };

  private modelOf(problem: LinearProblem): LpModel {
    try {
      return this.solver.createModel(problem);
    } catch (error) {
      if (!(error instanceof MarketError)) throw error;
      throw new AgentSolveError('the solver refuses the problem: its numbers are out of range');
    }
  }
}

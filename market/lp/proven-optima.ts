import { MarketError } from '../errors.js';
import { equilibrated } from './equilibrate.js';
import { MalformedProblemError, type LinearProblem } from './linear-problem.js';
import type { LpBasis, LpModel, LpModelOptions, LpOptimum, LpOutcome, LpSolver } from './lp-solver.port.js';
import { distanceFromOptimum } from './optimality.js';

/** Relative errors up to this are the solver's rounding; an answer beyond it is none. */
const CERTAIN = 1e-6;

interface Attempt extends LpModelOptions {
  /** the problem is first scaled by powers of two */
  readonly equilibrate?: boolean;
}

/** What is tried, in this order, when the first answer is no optimum. */
const RETRIES: readonly Attempt[] = [
  { equilibrate: true, scaling: false, presolve: false },
  { equilibrate: true, scaling: false, presolve: true },
  { equilibrate: true, presolve: false, method: 'primal-simplex' },
  { equilibrate: true, presolve: true, method: 'interior-point' },
  { presolve: true, method: 'dual-simplex' },
];

/**
 * The optima of a bounded, feasible problem that different methods find, lazily and in a fixed order: first
 * as `options` say, then what `RETRIES` has. Only answers that prove themselves (primal and dual
 * feasible, no gap) are given, whatever the solver calls them; `failed` is told of the others.
 */
export function* provenOptima(
  problem: LinearProblem,
  options: LpModelOptions,
  solver: LpSolver,
  failed: (reason: string) => void,
): Generator<LpOptimum, void, undefined> {
  for (const { equilibrate, ...attempt } of [options as Attempt, ...RETRIES]) {
    const scaled = equilibrate ? equilibrated(problem) : null;
    const outcome = solveOnce(scaled?.problem ?? problem, { ...options, ...attempt }, solver);
    if (outcome.status !== 'optimal') {
      failed('reason' in outcome ? outcome.reason : `the solver says ${outcome.status}`);
      continue;
    }
    const optimum = scaled ? scaled.restore(outcome) : outcome;
    const distance = distanceFromOptimum(problem, optimum);
    if (distance <= CERTAIN) yield optimum;
    else failed(`the solver's optimum is none: off by ${distance.toExponential(0)}`);
  }
}

/** One solve of a problem that the solver may refuse. */
export function solveOnce(problem: LinearProblem, options: LpModelOptions, solver: LpSolver): LpOutcome {
  return solveFor(problem, options, solver, (outcome) => outcome);
}

/** The same, and the basis where it ended; null: there is none. */
export function solveToBasis(
  problem: LinearProblem,
  options: LpModelOptions,
  solver: LpSolver,
): { readonly outcome: LpOutcome; readonly basis: LpBasis | null } {
  return solveFor(problem, options, solver, (outcome, model) => ({ outcome, basis: model?.basis() ?? null }));
}

/** `take` is given the outcome, and the model it came from; none: the solver refused the problem. */
function solveFor<T>(
  problem: LinearProblem,
  options: LpModelOptions,
  solver: LpSolver,
  take: (outcome: LpOutcome, model: LpModel | null) => T,
): T {
  try {
    const model = solver.createModel(problem, options);
    try {
      return take(model.solve(), model);
    } finally {
      model.dispose();
    }
  } catch (error) {
    if (error instanceof MarketError || error instanceof MalformedProblemError)
      return take({ status: 'failed', reason: error.message }, null);
    throw error;
  }
}

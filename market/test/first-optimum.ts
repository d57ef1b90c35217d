import {
  matchingOptima,
  type MatchingOptimum,
  type MatchingProblem,
} from '#market/clearing/market-matching.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';

/** The optimum of a matching problem that the solver finds first. Throws where it finds none. */
export function firstOptimum(problem: MatchingProblem, solver: LpSolver): MatchingOptimum {
  const reasons: string[] = [];
  for (const optimum of matchingOptima(problem, solver, (reason) => reasons.push(reason))) return optimum;
  throw new Error(reasons.join('; '));
}

import { MarketError } from '../errors.js';
import type { MarketInstance } from '../instance.js';
import { supportedPrices } from '../lp/exact-rows.js';
import type { LpBasis, LpOutcome, LpSolver } from '../lp/lp-solver.port.js';
import { solveToBasis } from '../lp/proven-optima.js';
import { centralProblem, type JointProblem } from './central-problem.js';
import { solvedOnce } from './solved-once.js';

/** Z(c): what one planner who knew everything would reach, and the prices that support it. */
export interface CentralOptimum {
  /** money */
  readonly cost: number;
  /** m, >= 0 but for exact resources; one of possibly many supporting price vectors */
  readonly prices: readonly number[];
}

interface SolvedCentral {
  readonly problem: JointProblem;
  readonly outcome: LpOutcome;
  /** where it ended; null: nowhere */
  readonly basis: LpBasis | null;
}

/** The central problem, and what the solver makes of it. */
export const solvedCentral = solvedOnce((instance, solver): SolvedCentral => {
  const problem = centralProblem(instance);
  return { problem, ...solveToBasis(problem, {}, solver) };
});

/** Solves the central problem (docs/market-rules.md, "What a report compares with"). Throws `MarketError` if it has no optimum. */
export function centralOptimum(instance: MarketInstance, solver: LpSolver): CentralOptimum {
  const { problem, outcome } = solvedCentral(instance, solver);
  if (outcome.status === 'unbounded')
    throw new MarketError(
      'unbounded-market',
      'the central problem is unbounded: there is no optimum to compare with',
    );
  if (outcome.status !== 'optimal')
    throw new MarketError(
      'infeasible-agent',
      `the central problem ended ${outcome.status === 'failed' ? `failed: ${outcome.reason}` : outcome.status}`,
    );
  const duals = outcome.rowDuals.subarray(problem.sharedRow);
  return { cost: outcome.objective, prices: Array.from(supportedPrices(duals, instance.exact)) };
}

import { MarketError } from '../errors.js';
import type { MarketInstance } from '../instance.js';
import { supportedPrices } from '../lp/exact-rows.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { centralProblem } from './central-problem.js';

/** Z(c): what one planner who knew everything would reach, and the prices that support it. */
export interface CentralOptimum {
  /** money */
  readonly cost: number;
  /** m, >= 0 but for exact resources; one of possibly many supporting price vectors */
  readonly prices: readonly number[];
}

/** Solves the central problem (docs/market-rules.md, "What a report compares with"). Throws `MarketError` if it has no optimum. */
export function centralOptimum(instance: MarketInstance, solver: LpSolver): CentralOptimum {
  const problem = centralProblem(instance);
  const model = solver.createModel(problem);
  try {
    const outcome = model.solve();
    if (outcome.status === 'unbounded')
      throw new MarketError(
        'unbounded-market',
        'the central problem is unbounded: there is no optimum to compare with',
      );
    if (outcome.status !== 'optimal')
      throw new MarketError('infeasible-agent', `the central problem ended ${outcome.status}`);
    const duals = outcome.rowDuals.subarray(problem.sharedRow);
    return { cost: outcome.objective, prices: Array.from(supportedPrices(duals, instance.exact)) };
  } finally {
    model.dispose();
  }
}

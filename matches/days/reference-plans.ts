import { MarketError } from '#market/errors.js';
import type { MarketInstance } from '#market/instance.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { centralProblem } from '#market/referee/central-problem.js';
import { optimumOf } from '#market/referee/seat-valuation.js';
import type { DayPlans } from './plan-day.js';

/** Everybody's best plan alone with its grid connection. Throws `MarketError` for a household that cannot live by itself. */
export function plansAlone({ participants }: MarketInstance, solver: LpSolver): DayPlans {
  const households = participants.filter(({ role }) => role !== 'grid');
  return { plans: households.map((each) => optimumOf(each, each.endowment, solver).plan) };
}

/** The plans of one planner for all: those that the solver finds, where several are as good. Throws `MarketError`. */
export function plansTogether(instance: MarketInstance, solver: LpSolver): DayPlans {
  const problem = centralProblem(instance);
  const model = solver.createModel(problem);
  try {
    const outcome = model.solve();
    if (outcome.status !== 'optimal')
      throw new MarketError('infeasible-agent', `the central problem ended ${outcome.status}`);
    return {
      plans: problem.blocks.map(({ firstColumn, columns }) =>
        outcome.x.slice(firstColumn, firstColumn + columns),
      ),
    };
  } finally {
    model.dispose();
  }
}

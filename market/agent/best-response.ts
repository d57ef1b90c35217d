import type { AgentProblem } from '../instance.js';
import { transposeTimes } from '../lp/sparse-matrix.js';
import type { BestResponse } from '../traders.port.js';
import { pricedCosts, type AgentPosition } from './bundle-model.js';
import { keepsOwnRows } from './witness.js';

/** Relative difference between primal and dual objective that counts as rounding. */
const TOLERANCE = 1e-9;

/**
 * U_j(p), the best utility the agent can have at `prices`, from a claimed best response, proven
 * by weak duality instead of a solve: the plan is feasible (so U is at least its utility) and the
 * duals bound the cost from below (so U is at most z_j(c_j) + p'c_j - bound). null when the plan
 * breaks a row or the two differ by more than rounding. O(nonzeros). The upper bound is returned,
 * so that a gap built on it never claims too much.
 */
export function verifyBestResponse(
  problem: AgentProblem,
  prices: Float64Array,
  position: AgentPosition,
  { plan, ownDuals }: BestResponse,
): { readonly utility: number } | null {
  const { own, columnLower, columnUpper } = problem;
  if (plan.length !== problem.cost.length || ownDuals.length !== own.matrix.rows) return null;
  if (!plan.every(Number.isFinite) || !ownDuals.every(Number.isFinite)) return null;
  if (!keepsOwnRows(problem, plan)) return null;

  const costs = pricedCosts(problem, prices);
  const reduced = transposeTimes(own.matrix, ownDuals);
  let objective = 0;
  let bound = 0;
  let scale = 1;
  const add = (dual: number, lower: number, upper: number, noise: number): void => {
    const term = boundTerm(dual, lower, upper, noise);
    bound += term;
    if (term > -Infinity) scale = Math.max(scale, Math.abs(term));
  };
  for (let j = 0; j < plan.length; j++) {
    const term = costs[j]! * plan[j]!;
    objective += term;
    scale = Math.max(scale, Math.abs(term));
    add(
      costs[j]! - reduced[j]!,
      columnLower[j]!,
      columnUpper[j]!,
      Math.max(1, Math.abs(costs[j]!), Math.abs(reduced[j]!)),
    );
  }
  for (let i = 0; i < ownDuals.length; i++) add(ownDuals[i]!, own.lower[i]!, own.upper[i]!, 1);
  if (!(Math.abs(objective - bound) <= TOLERANCE * scale)) return null;

  let held = 0;
  for (let r = 0; r < prices.length; r++) held += prices[r]! * position.allocation[r]!;
  return { utility: Math.max(0, position.cost + held - bound) };
}

/**
 * What one row or column adds to the dual bound: a positive dual rests on the lower bound, a
 * negative one on the upper. A dual that is only rounding (below TOLERANCE x noise) and would
 * rest on an infinite bound counts as zero; any other makes the bound -Infinity.
 */
function boundTerm(dual: number, lower: number, upper: number, noise: number): number {
  const side = dual > 0 ? lower : upper;
  if (Number.isFinite(side)) return dual * side;
  return Math.abs(dual) <= TOLERANCE * noise ? 0 : -Infinity;
}

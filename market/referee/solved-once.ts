import type { MarketInstance } from '../instance.js';
import type { LpSolver } from '../lp/lp-solver.port.js';

/** A function of an instance that is computed once for each instance and solver, as long as both are there: whoever checks a market asks, and then who plays it. */
export function solvedOnce<T>(
  solve: (instance: MarketInstance, solver: LpSolver) => T,
): (instance: MarketInstance, solver: LpSolver) => T {
  const known = new WeakMap<MarketInstance, WeakMap<LpSolver, { readonly answer: T }>>();
  return (instance, solver) => {
    const own = known.get(instance) ?? new WeakMap<LpSolver, { readonly answer: T }>();
    known.set(instance, own);
    const found = own.get(solver) ?? { answer: solve(instance, solver) };
    own.set(solver, found);
    return found.answer;
  };
}

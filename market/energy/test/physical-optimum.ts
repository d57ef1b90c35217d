import type { JointProblem } from '#market/referee/central-problem.js';
import type { LinearProblem } from '#market/lp/linear-problem.js';
import type { VariableFamily } from '#market/energy/programs/agent-program.js';
import type { HouseholdColumns } from '#market/energy/programs/household-problem.js';
import { solve } from './households.js';

/** Two columns of a problem that must not both be used. */
export type Pair = readonly [number, number];

/** The cheapest plan in which of every pair one is zero: all combinations, branch by branch. */
export function physicalOptimum(problem: LinearProblem, pairs: readonly Pair[]): number {
  const outcome = solve(problem);
  if (outcome.status !== 'optimal') return Infinity;
  const broken = pairs.find((pair) => pair.every((column) => outcome.x[column]! > 1e-9));
  if (!broken) return outcome.objective;
  return Math.min(
    ...broken.map((column) => {
      const columnUpper = problem.columnUpper.slice();
      columnUpper[column] = 0;
      return physicalOptimum({ ...problem, columnUpper }, pairs);
    }),
  );
}

/** Charging and discharging, and drawing and feeding in, of every home (in the order of the problem's blocks) in every period. */
export function pairsOf({ blocks }: JointProblem, homes: readonly HouseholdColumns[]): Pair[] {
  return homes.flatMap(({ batteries, flexible, import: drawn, export: fed }, j) => {
    const both = (a: VariableFamily | undefined, b: VariableFamily | undefined): Pair[] =>
      a && b
        ? Array.from({ length: a.count }, (_, i): Pair => {
            const { firstColumn } = blocks[j]!;
            return [firstColumn + a.first + i, firstColumn + b.first + i];
          })
        : [];
    return [
      ...batteries.flatMap(({ charge, discharge }) => both(charge, discharge)),
      ...flexible.flat().flatMap(({ used, given }) => both(used, given)),
      ...both(drawn, fed),
    ];
  });
}

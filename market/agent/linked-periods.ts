import type { AgentProblem, Resource } from '../instance.js';

/**
 * Whether an agent's own rows tie activities of several periods together, as a battery or a car does: else its problem falls
 * apart into one of each period, and what it wants in one depends on no other's price. A resource without a period
 * is one of its own. O(nonzeros).
 */
export function linksPeriods({ own, shared, cost }: AgentProblem, resources: readonly Resource[]): boolean {
  const parent = Int32Array.from(cost, (_, column) => column);
  const root = (column: number): number => {
    while (parent[column] !== column) column = parent[column] = parent[parent[column]!]!;
    return column;
  };
  const firstOf = new Map<number, number>();
  const { matrix } = own;
  for (let j = 0; j < matrix.columns; j++)
    for (let e = matrix.starts[j]!; e < matrix.starts[j + 1]!; e++) {
      const first = firstOf.get(matrix.rowOf[e]!);
      if (first === undefined) firstOf.set(matrix.rowOf[e]!, j);
      else parent[root(j)] = root(first);
    }
  const periodOf = new Map<number, number>();
  for (let j = 0; j < shared.columns; j++)
    for (let e = shared.starts[j]!; e < shared.starts[j + 1]!; e++) {
      const r = shared.rowOf[e]!;
      const period = resources[r]!.period ?? -1 - r;
      const known = periodOf.get(root(j));
      if (known !== undefined && known !== period) return true;
      periodOf.set(root(j), period);
    }
  return false;
}

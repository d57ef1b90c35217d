/** How a contestant's composite rank depends on the weights a reader may choose. */
export interface RankStability {
  readonly best: number;
  readonly worst: number;
  /** share of all weightings under which it is first; ties are shared out */
  readonly firstShare: number;
}

const GRID_STEPS = 60;

/**
 * Ranks all contestants under every weighting of their normalised metrics (rows: contestants,
 * columns: metrics; higher is better), on an even grid over the simplex of weights, corners
 * included. Deterministic; the shares are exact to about 1/60.
 */
export function rankStability(normalised: readonly (readonly number[])[]): RankStability[] {
  const metrics = normalised[0]?.length ?? 0;
  const grid = simplexGrid(metrics, metrics <= 3 ? GRID_STEPS : 12);
  const found = normalised.map(() => ({ best: Infinity, worst: 0, first: 0 }));
  for (const weights of grid) {
    const scores = normalised.map((values) => values.reduce((sum, value, m) => sum + weights[m]! * value, 0));
    const top = Math.max(...scores);
    const leaders = scores.filter((score) => score >= top - TIE).length;
    scores.forEach((score, i) => {
      const ahead = scores.filter((other) => other > score + TIE).length;
      const level = scores.filter((other) => Math.abs(other - score) <= TIE).length;
      const one = found[i]!;
      one.best = Math.min(one.best, ahead + 1);
      one.worst = Math.max(one.worst, ahead + level);
      if (ahead === 0) one.first += 1 / leaders;
    });
  }
  return found.map(({ best, worst, first }) => ({ best, worst, firstShare: first / grid.length }));
}

/** Composites this close are equal. */
const TIE = 1e-12;

/** All weight vectors with entries i/steps that sum to 1. */
export function simplexGrid(dimensions: number, steps: number): number[][] {
  if (dimensions === 0) return [];
  if (dimensions === 1) return [[1]];
  const found: number[][] = [];
  const extend = (head: readonly number[], left: number): void => {
    if (head.length === dimensions - 1) {
      found.push([...head, left].map((count) => count / steps));
      return;
    }
    for (let count = 0; count <= left; count++) extend([...head, count], left - count);
  };
  extend([], steps);
  return found;
}

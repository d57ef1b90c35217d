import type { AgentProblem } from '#market/instance.js';
import { sparseFromRows } from '#market/lp/sparse-matrix.js';

export function vector(...values: number[]): Float64Array {
  return Float64Array.from(values);
}

/** An agent with rows `own` <= `upper`, resources `shared` and x >= 0. */
export function anAgent(input: {
  cost: number[];
  own: number[][];
  upper: number[];
  shared: number[][];
  columnLower?: number[];
}): AgentProblem {
  const n = input.cost.length;
  return {
    cost: vector(...input.cost),
    own: {
      matrix: sparseFromRows(input.own, n),
      lower: vector(...input.upper.map(() => -Infinity)),
      upper: vector(...input.upper),
    },
    shared: sparseFromRows(input.shared, n),
    columnLower: vector(...(input.columnLower ?? input.cost.map(() => 0))),
    columnUpper: vector(...input.cost.map(() => Infinity)),
  };
}

/** The two agents of [BLEMS] Appendix C (market.md section 10); each holds a third of (8, 5). */
export const blems = {
  first: anAgent({ cost: [-1, -2], own: [[2, 1]], upper: [4], shared: [[1, 3], [1, 1]] }), // prettier-ignore
  second: anAgent({ cost: [-1, -3], own: [[2, 3]], upper: [9], shared: [[2, 1], [1, 1]] }), // prettier-ignore
  third: vector(8 / 3, 5 / 3),
};

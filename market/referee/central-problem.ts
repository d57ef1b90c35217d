import type { MarketInstance, Participant } from '../instance.js';
import { sharedLower } from '../lp/exact-rows.js';
import type { LinearProblem } from '../lp/linear-problem.js';
import type { SparseMatrix } from '../lp/sparse-matrix.js';

/** Where one participant's columns and own rows lie in a joint problem. */
export interface ParticipantBlock {
  readonly firstColumn: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** Columns and own rows participant by participant, then the m shared rows from `sharedRow` on. */
export interface JointProblem extends LinearProblem {
  readonly blocks: readonly ParticipantBlock[];
  readonly sharedRow: number;
}

/**
 * Z(c) = min sum_j cost_j'x_j  s.t.  own rows of every j,  sum_j shared_j x_j <= c,  with all there
 * is (every endowment and the dealer's) as c ([GKW07] section 3). Its shared rows' duals, sign
 * turned, are the optimal prices.
 */
export function centralProblem(instance: MarketInstance): JointProblem {
  const supply = totalSupply(instance);
  // The dealer may leave unused what it has itself, and no more.
  return jointProblem(
    instance.participants,
    supply,
    supply.map((quantity, r) => quantity - instance.dealer.endowment[r]!),
  );
}

/** All there is of each resource: m, units. */
export function totalSupply(instance: MarketInstance): Float64Array {
  const total = Float64Array.from(instance.dealer.endowment);
  for (const { endowment } of instance.participants)
    for (let i = 0; i < total.length; i++) total[i]! += endowment[i]!;
  return total;
}

/**
 * The participants' problems side by side, sharing `supply` (m). One participant: z_j(supply). Of exact resources they
 * use at least `least` (m; default: all there is).
 */
export function jointProblem(
  participants: readonly Pick<Participant, 'problem'>[],
  supply: Float64Array,
  least: Float64Array = supply,
): JointProblem {
  const problems = participants.map(({ problem }) => problem);
  const blocks: ParticipantBlock[] = [];
  let firstColumn = 0;
  let firstRow = 0;
  for (const { cost, own } of problems) {
    blocks.push({ firstColumn, columns: cost.length, firstRow, rows: own.lower.length });
    firstColumn += cost.length;
    firstRow += own.lower.length;
  }
  const exact = participants[0]?.problem.exact ?? 0;
  return {
    blocks,
    sharedRow: firstRow,
    cost: joined(problems.map(({ cost }) => cost)),
    columnLower: joined(problems.map(({ columnLower }) => columnLower)),
    columnUpper: joined(problems.map(({ columnUpper }) => columnUpper)),
    matrix: blockMatrix(
      problems.map(({ own, shared }) => ({ own: own.matrix, shared })),
      firstRow,
      supply.length,
    ),
    rowLower: joined([...problems.map(({ own }) => own.lower), sharedLower(least, exact)]),
    rowUpper: joined([...problems.map(({ own }) => own.upper), supply]),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let next = 0;
  for (const part of parts) {
    result.set(part, next);
    next += part.length;
  }
  return result;
}

/** Own matrices on the diagonal above the shared ones side by side. */
function blockMatrix(
  parts: readonly { readonly own: SparseMatrix; readonly shared: SparseMatrix }[],
  sharedRow: number,
  resources: number,
): SparseMatrix {
  const columns = parts.reduce((sum, { own }) => sum + own.columns, 0);
  const count = parts.reduce((sum, { own, shared }) => sum + own.values.length + shared.values.length, 0);
  const starts = new Int32Array(columns + 1);
  const rowOf = new Int32Array(count);
  const values = new Float64Array(count);
  let column = 0;
  let next = 0;
  const append = (matrix: SparseMatrix, j: number, shift: number): void => {
    for (let e = matrix.starts[j]!; e < matrix.starts[j + 1]!; e++, next++) {
      rowOf[next] = matrix.rowOf[e]! + shift;
      values[next] = matrix.values[e]!;
    }
  };
  let ownRow = 0;
  for (const { own, shared } of parts) {
    for (let j = 0; j < own.columns; j++) {
      append(own, j, ownRow);
      append(shared, j, sharedRow);
      starts[++column] = next;
    }
    ownRow += own.rows;
  }
  return { rows: sharedRow + resources, columns, starts, rowOf, values };
}

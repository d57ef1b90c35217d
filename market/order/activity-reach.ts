import type { AgentProblem } from '../instance.js';
import type { SparseMatrix } from '../lp/sparse-matrix.js';

/** Passes over the own rows; each can only narrow the bounds. */
const PASSES = 4;

/**
 * The largest size each activity of an agent can have (n), by its own rows and bounds alone: bounds
 * carried from row to row, no solve. Never too small; Infinity where that shows no end.
 */
export function activityReach({ own, columnLower, columnUpper }: AgentProblem): Float64Array {
  const lower = columnLower.slice();
  const upper = columnUpper.slice();
  for (let pass = 0; pass < PASSES; pass++) {
    const { least, most } = rowActivity(own.matrix, lower, upper);
    for (let j = 0; j < own.matrix.columns; j++)
      for (let e = own.matrix.starts[j]!; e < own.matrix.starts[j + 1]!; e++) {
        const i = own.matrix.rowOf[e]!;
        const a = own.matrix.values[e]!;
        const [low, high] = a > 0 ? [a * lower[j]!, a * upper[j]!] : [a * upper[j]!, a * lower[j]!];
        const ceiling = (own.upper[i]! - without(least, i, low)) / a;
        const floor = (own.lower[i]! - without(most, i, high)) / a;
        if (a > 0) narrow(lower, upper, j, floor, ceiling);
        else narrow(lower, upper, j, ceiling, floor);
      }
  }
  return lower.map((low, j) => Math.max(Math.abs(low), Math.abs(upper[j]!)));
}

/** Sums of the smallest (largest) terms of each row, with the infinite ones counted apart. */
interface Activity {
  readonly finite: Float64Array;
  readonly infinite: Int32Array;
}

function rowActivity(
  { rows, columns, starts, rowOf, values }: SparseMatrix,
  lower: Float64Array,
  upper: Float64Array,
): { readonly least: Activity; readonly most: Activity } {
  const activity = (): Activity => ({ finite: new Float64Array(rows), infinite: new Int32Array(rows) });
  const least = activity();
  const most = activity();
  const add = ({ finite, infinite }: Activity, i: number, term: number): void => {
    if (Number.isFinite(term)) finite[i]! += term;
    else infinite[i]!++;
  };
  for (let j = 0; j < columns; j++)
    for (let e = starts[j]!; e < starts[j + 1]!; e++) {
      const a = values[e]!;
      add(least, rowOf[e]!, a > 0 ? a * lower[j]! : a * upper[j]!);
      add(most, rowOf[e]!, a > 0 ? a * upper[j]! : a * lower[j]!);
    }
  return { least, most };
}

/** The activity of a row without one of its terms; not finite where others have no end. */
function without({ finite, infinite }: Activity, i: number, term: number): number {
  if (Number.isFinite(term)) return infinite[i] === 0 ? finite[i]! - term : NaN;
  return infinite[i] === 1 ? finite[i]! : NaN;
}

/** Moves the bounds of variable j inwards; what is not a number says nothing. */
function narrow(lower: Float64Array, upper: Float64Array, j: number, floor: number, ceiling: number): void {
  if (ceiling < upper[j]!) upper[j] = ceiling;
  if (floor > lower[j]!) lower[j] = floor;
}

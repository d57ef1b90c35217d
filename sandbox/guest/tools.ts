import { toolLimits } from '#market/agent/tool-limits.js';
import { memory, newNumbers } from './buffers.js';
import { overBudget } from './failure.js';
import { toolNumbers, UNASKED, type HostCall, type ToolAnswer } from './interface.js';
import { ErrorType, floor, freeze, hasOwn, isFinite, isTypedArray } from './intrinsics.js';
import { largestPacked } from './limits.js';
import { ownField, lengthOf, type Entries } from './own-fields.js';

const { bundles: MOST_BUNDLES } = toolLimits;

/**
 * The `AgentTools` a strategy sees (plugins/sdk). Arguments are packed into one array of numbers;
 * the host does the work.
 */
export function createTools(host: HostCall, m: number): object {
  const ask = (tool: number, numbers: Float64Array): unknown => {
    const answer = asked(host, tool, numbers);
    if (hasOwn(answer, 'refused'))
      throw hasOwn(answer, 'overBudget') ? overBudget(answer.refused!) : new ErrorType(answer.refused);
    return answer.value;
  };
  return freeze({
    bestBundles(prices: unknown, options?: unknown): unknown {
      const numbers = newNumbers(m + 1);
      numbers[0] = wantedCount(options);
      copy(numbers, 1, prices, { length: m, what: 'prices', isUsable: isFinite });
      return ask(toolNumbers.bestBundles, numbers);
    },
    value(bundle: unknown): unknown {
      const numbers = newNumbers(m);
      copy(numbers, 0, bundle, { length: m, what: 'bundle', isUsable: isFinite });
      return ask(toolNumbers.value, numbers);
    },
    solve(problem: unknown): unknown {
      return ask(toolNumbers.solve, packProblem(problem));
    },
  });
}

/**
 * What the host answers. It never throws; but the answer may find no room in the seat's memory, or the
 * add-on between the two may give up, and its errors name the host's files: they stay here.
 */
function asked(host: HostCall, tool: number, numbers: Float64Array): ToolAnswer {
  try {
    return host(tool, numbers);
  } catch (error) {
    // At the end of the stack the call itself overflows, always at the same depth.
    const isOverflow = (error as Error).message === 'Maximum call stack size exceeded';
    if (!isOverflow) memory.refused = true;
    throw new ErrorType(
      isOverflow ? 'no stack is left for the tools' : 'no room for the answer of the tools',
    );
  }
}

function wantedCount(options: unknown): number {
  if (typeof options !== 'object' || options === null) return UNASKED;
  const count = ownField(options, 'count');
  if (count === undefined) return UNASKED;
  if (typeof count !== 'number' || floor(count) !== count || count < 1 || count > MOST_BUNDLES)
    throw new ErrorType(`bestBundles: count must be a whole number from 1 to ${MOST_BUNDLES}`);
  return count;
}

/** Layout: n, r, entries, then cost, columnLower, columnUpper (n), starts (n + 1), rowOf, values (entries), rowLower, rowUpper (r). */
function packProblem(problem: unknown): Float64Array {
  if (typeof problem !== 'object' || problem === null)
    throw new ErrorType('solve: a linear problem is missing');
  const cost = ownField(problem, 'cost');
  const columnLower = ownField(problem, 'columnLower');
  const columnUpper = ownField(problem, 'columnUpper');
  const matrix = ownField(problem, 'matrix');
  const rowLower = ownField(problem, 'rowLower');
  const rowUpper = ownField(problem, 'rowUpper');
  if (typeof matrix !== 'object' || matrix === null) throw new ErrorType('solve: matrix is missing');
  const starts = ownField(matrix, 'starts');
  const rowOf = ownField(matrix, 'rowOf');
  const values = ownField(matrix, 'values');
  const r = size(ownField(matrix, 'rows'), 'matrix.rows');
  const n = size(ownField(matrix, 'columns'), 'matrix.columns');
  const isList = typeof values === 'object' && values !== null;
  const entries = size(isList ? lengthOf(values) : undefined, 'matrix.values.length');
  if (n + r + entries > largestPacked) throw new ErrorType('solve: the problem is too large');
  const numbers = newNumbers(3 + 4 * n + 1 + 2 * entries + 2 * r);
  numbers[0] = n;
  numbers[1] = r;
  numbers[2] = entries;
  let next = 3;
  const add = (vector: unknown, length: number, what: string, isUsable = isNumber): void => {
    copy(numbers, next, vector, { length, what, isUsable });
    next += length;
  };
  add(cost, n, 'cost');
  add(columnLower, n, 'columnLower');
  add(columnUpper, n, 'columnUpper');
  add(starts, n + 1, 'matrix.starts', isIndex);
  add(rowOf, entries, 'matrix.rowOf', isIndex);
  add(values, entries, 'matrix.values');
  add(rowLower, r, 'rowLower');
  add(rowUpper, r, 'rowUpper');
  return numbers;
}

function size(value: unknown, what: string): number {
  if (typeof value !== 'number' || !isIndex(value))
    throw new ErrorType(`solve: ${what} must be a whole number from 0 to ${largestPacked}`);
  return value;
}

/** Infinities are numbers: bounds may be such. */
function isNumber(value: number): boolean {
  return value === value;
}

/** The host has whole numbers for these, and would cut off the rest. */
function isIndex(value: number): boolean {
  return floor(value) === value && value >= 0 && value <= largestPacked;
}

/** Stated in full: what is missing would be read from a prototype that the author may have changed. */
interface Wanted {
  readonly length: number;
  readonly what: string;
  readonly isUsable: (value: number) => boolean;
}

/** As `addVector` in answers.ts reads. */
function copy(
  target: Float64Array,
  first: number,
  vector: unknown,
  { length, what, isUsable }: Wanted,
): void {
  if (typeof vector !== 'object' || vector === null)
    throw new ErrorType(`${what} must be an array of ${length} numbers`);
  if (lengthOf(vector) !== length) throw new ErrorType(`${what} must have ${length} entries`);
  const isTyped = isTypedArray(vector);
  for (let i = 0; i < length; i++) {
    const entry = isTyped || hasOwn(vector, i) ? (vector as Entries)[i] : undefined;
    if (typeof entry !== 'number' || !isUsable(entry))
      throw new ErrorType(
        `${what}[${i}] is no ${isUsable === isIndex ? `whole number from 0 to ${largestPacked}` : 'usable number'}`,
      );
    target[first + i] = entry;
  }
}

import { AgentSolveError, type SeatTools } from '#market/agent/agent-tools.js';
import { BudgetExceededError } from '#market/agent/solve-budget.js';
import { ToolInputError } from '#market/agent/tool-input.js';
import type { LinearProblem } from '#market/lp/linear-problem.js';
import { toolNumbers, type ToolAnswer } from '../guest/interface.js';
import { withOptimizer } from './optimizer.js';

/** A service was asked for after the call's time was over. */
const OUT_OF_TIME = 'the time of this call is over';

/**
 * The host's end of `AgentTools`: unpacks the numbers, does the work, and never throws. The
 * isolate's own clock stands still meanwhile, so the call's deadline is looked at here.
 */
export class ToolsDesk {
  private tools: SeatTools | null = null;
  private deadline = 0;
  private struck = false;

  constructor(private readonly now: () => number) {}

  /** `tools` null: no tools in this call. */
  begin(tools: SeatTools | null, milliseconds: number): void {
    this.tools = tools;
    this.deadline = this.now() + milliseconds;
    this.struck = false;
  }

  /** True if the call ran out of time here. */
  end(): boolean {
    this.tools = null;
    return this.struck;
  }

  readonly serve = (tool: unknown, numbers: unknown): ToolAnswer =>
    withOptimizer(() => this.answer(tool, numbers));

  private answer(tool: unknown, numbers: unknown): ToolAnswer {
    if (!this.tools) return { refused: 'the tools can only be used inside bid()' };
    if (this.now() > this.deadline) {
      this.struck = true;
      return { refused: OUT_OF_TIME };
    }
    if (!(numbers instanceof Float64Array))
      return { refused: 'the tools were called with something else than numbers' };
    try {
      return { value: work(this.tools, tool, numbers) };
    } catch (error) {
      if (error instanceof BudgetExceededError) return { refused: error.message, overBudget: true };
      if (error instanceof ToolInputError || error instanceof AgentSolveError)
        return { refused: error.message };
      if (error instanceof RangeError)
        return { refused: 'the problem is too large or its parts do not fit together' };
      throw error;
    }
  }
}

function work(tools: SeatTools, tool: unknown, numbers: Float64Array): unknown {
  switch (tool) {
    case toolNumbers.bestBundles:
      return tools.bestBundles(numbers.subarray(1), { count: numbers[0] });
    case toolNumbers.value:
      return tools.value(numbers);
    case toolNumbers.solve:
      return tools.solve(unpackProblem(numbers));
    default:
      throw new ToolInputError('there is no such tool');
  }
}

/** The layout is in guest/tools.ts; what does not fit together is found by the tool's own checks. */
function unpackProblem(numbers: Float64Array): LinearProblem {
  const [n = 0, r = 0, entries = 0] = numbers;
  let next = 3;
  const take = (length: number): Float64Array => numbers.slice(next, (next += length));
  return {
    cost: take(n),
    columnLower: take(n),
    columnUpper: take(n),
    matrix: {
      columns: n,
      rows: r,
      starts: Int32Array.from(take(n + 1)),
      rowOf: Int32Array.from(take(entries)),
      values: take(entries),
    },
    rowLower: take(r),
    rowUpper: take(r),
  };
}

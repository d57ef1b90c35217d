import { AgentSolveError, SeatTools } from '#market/agent/agent-tools.js';
import type { ProgramTool } from '#market/agent/program-tool.js';
import { BudgetExceededError } from '#market/agent/solve-budget.js';
import { ToolInputError } from '#market/agent/tool-input.js';
import { MarketError } from '#market/errors.js';
import { MalformedProblemError, type LinearProblem } from '#market/lp/linear-problem.js';
import { toolNumbers, UNASKED, type ToolAnswer } from '../guest/interface.js';

/** What a strategy hears that asks the tools elsewhere. */
export const OUT_OF_CALL = 'the tools can only be used inside bid(), order() and settled()';
/** A service was asked for after the call's time was over. */
const OUT_OF_TIME = 'the time of this call is over';
/** Numbers so large that what is computed of them is none any more. */
const OUT_OF_RANGE = 'the numbers are out of range';
/** The host's part broke down, so the process will not outlive the call. */
const BROKEN = 'the tools are out of order';

/** The tools of a call, made when they are first asked for. */
export type ToolsOfCall = () => SeatTools | ProgramTool;

/**
 * The host's end of `AgentTools`: unpacks the numbers, does the work, and never throws: what a plugin
 * hears of an error is a short text written for it. The isolate's own clock stands still meanwhile, so the
 * call's deadline is looked at here.
 */
export class ToolsDesk {
  private tools: ToolsOfCall | null = null;
  private deadline = 0;
  private struck = false;
  private fault: { readonly error: unknown } | null = null;

  constructor(
    private readonly now: () => number,
    /** asked after the solver gave up on something */
    private readonly solverWorks: () => boolean,
  ) {}

  /** `tools` null: no tools in this call. */
  begin(tools: ToolsOfCall | null, milliseconds: number): void {
    this.tools = tools;
    this.deadline = this.now() + milliseconds;
    this.struck = false;
  }

  /** True if the call ran out of time here. Throws what nobody had foreseen. */
  end(): boolean {
    this.tools = null;
    if (this.fault) throw this.fault.error;
    return this.struck;
  }

  serve(tool: unknown, numbers: unknown): ToolAnswer {
    if (!this.tools) return { refused: OUT_OF_CALL };
    if (this.now() > this.deadline) {
      this.struck = true;
      return { refused: OUT_OF_TIME };
    }
    if (!(numbers instanceof Float64Array))
      return { refused: 'the tools were called with something else than numbers' };
    try {
      const value = work(this.tools(), tool, numbers);
      return hasGivenUp(value) ? this.unlessBroken({ value }) : { value };
    } catch (error) {
      const refusal = toolRefusal(error);
      if (!refusal) return this.broken(error);
      return error instanceof AgentSolveError ? this.unlessBroken(refusal) : refusal;
    }
  }

  private unlessBroken(answer: ToolAnswer): ToolAnswer {
    return this.solverWorks()
      ? answer
      : this.broken(new MarketError('solver-failed', 'the solver has broken down'));
  }

  private broken(error: unknown): ToolAnswer {
    this.fault = { error };
    return { refused: BROKEN };
  }
}

/** What a strategy hears of an error that it can bring about; null: nobody has foreseen it. */
export function toolRefusal(error: unknown): ToolAnswer | null {
  if (error instanceof BudgetExceededError) return { refused: error.message, overBudget: true };
  if (error instanceof ToolInputError || error instanceof AgentSolveError) return { refused: error.message };
  if (error instanceof MalformedProblemError) return { refused: OUT_OF_RANGE };
  return null;
}

/** Whether an answer of a tool says that the solver found none. */
export function hasGivenUp(value: unknown): boolean {
  return typeof value === 'object' && (value as { readonly status?: unknown }).status === 'failed';
}

function work(tools: SeatTools | ProgramTool, tool: unknown, numbers: Float64Array): unknown {
  if (tool === toolNumbers.solve) return tools.solve(unpackProblem(numbers));
  if (!(tools instanceof SeatTools))
    throw new ToolInputError('an auction has no bundles: bidders have solve() alone');
  switch (tool) {
    case toolNumbers.bestBundles:
      return tools.bestBundles(numbers.subarray(1), {
        count: numbers[0] === UNASKED ? undefined : numbers[0],
      });
    case toolNumbers.value:
      return tools.value(numbers);
    default:
      throw new ToolInputError('there is no such tool');
  }
}

/** Views of the numbers, laid out as in guest/tools.ts; what does not fit together the tool's own checks find. */
function unpackProblem(numbers: Float64Array): LinearProblem {
  const [n = 0, r = 0, entries = 0] = numbers;
  let next = 3;
  const take = (length: number): Float64Array => numbers.subarray(next, (next += length));
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

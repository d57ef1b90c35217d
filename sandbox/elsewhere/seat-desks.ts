import { AgentSolveError, SeatTools } from '#market/agent/agent-tools.js';
import { ToolInputError } from '#market/agent/tool-input.js';
import { MarketError } from '#market/errors.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { BidAnswer, SeatBriefing, SeatView } from '#market/traders.port.js';
import type { UnpackedBid } from '../answering/answer-decoder.js';
import { isHealthy } from '../answering/solver-health.js';
import { hasGivenUp, toolRefusal } from '../answering/tools-desk.js';
import type { SandboxLimits } from '../calls/limits.js';
import type { ToolAnswer } from '../guest/interface.js';
import { problemFromWire, readWireBid } from './wire.js';

/** What a strategy asks of the tools of its seat. */
export type ToolRequest =
  | { readonly tool: 'bestBundles'; readonly prices: unknown; readonly count?: unknown }
  | { readonly tool: 'value'; readonly bundle: unknown }
  | { readonly tool: 'solve'; readonly problem: unknown };

/** As an answer comes from the sandbox, before it is read (calls/order-check.ts). */
export type ProvenBid = Omit<BidAnswer, 'cancel'> & Pick<UnpackedBid, 'cancel'>;

interface Desk {
  readonly briefing: SeatBriefing;
  readonly tools: SeatTools;
  /** in `settled`: how the seat stands after its trade, and its tools once they were asked for */
  settled: SeatView | null;
  after: SeatTools | null;
}

/** The seats of a strategy outside: what they are told, and the same tools with the same budgets as in the sandbox. */
export class SeatDesks {
  private readonly desks = new Map<number, Desk>();

  constructor(
    private readonly solver: LpSolver,
    readonly limits: SandboxLimits,
    /** milliseconds of a clock that only goes forward */
    readonly now: () => number,
  ) {}

  create(briefing: SeatBriefing): void {
    const { seat } = briefing;
    this.end(seat);
    this.desks.get(seat)?.tools.dispose();
    const tools = new SeatTools(this.solver, briefing, this.limits.solves);
    this.desks.set(seat, { briefing, tools, settled: null, after: null });
  }

  /** A bid of the seat begins, with a full budget. */
  begin(seat: number, view: SeatView): void {
    this.end(seat);
    this.desk(seat).tools.begin(view);
  }

  /** It is told of a trade, and has tools of its own for that (`SeatTools.afterTrade`) until `end`. */
  beginSettled(seat: number, view: SeatView): void {
    this.end(seat);
    this.desk(seat).settled = view;
  }

  end(seat: number): void {
    const desk = this.desks.get(seat);
    if (!desk) return;
    desk.after?.dispose();
    desk.after = null;
    desk.settled = null;
  }

  /** Why there is no answer to what was asked is part of the answer. Throws where the tools themselves break down. */
  serve(seat: number, request: ToolRequest): ToolAnswer {
    try {
      const value = work(this.toolsNow(this.desk(seat)), request);
      return hasGivenUp(value) ? this.unlessBroken({ value }) : { value };
    } catch (error) {
      const refusal = toolRefusal(error);
      if (!refusal) throw error;
      return error instanceof AgentSolveError ? this.unlessBroken(refusal) : refusal;
    }
  }

  private toolsNow(desk: Desk): SeatTools {
    return desk.settled ? (desk.after ??= desk.tools.afterTrade(desk.settled)) : desk.tools;
  }

  private unlessBroken(answer: ToolAnswer): ToolAnswer {
    if (!isHealthy(this.solver)) throw new MarketError('solver-failed', 'the solver has broken down');
    return answer;
  }

  /** The orders as the market takes them, with what the tools can prove of them. Throws `InvalidAnswerError`. */
  answer(seat: number, answer: unknown): ProvenBid {
    const { briefing, tools } = this.desk(seat);
    const { orders, cancel } = readWireBid(answer, briefing.resources.length, this.limits.orders);
    const { orders: proven, best } = tools.answer(orders);
    return { orders: proven, ...(best && { best }), ...(cancel && { cancel }) };
  }

  dispose(): void {
    for (const [seat, { tools }] of this.desks) {
      this.end(seat);
      tools.dispose();
    }
    this.desks.clear();
  }

  private desk(seat: number): Desk {
    const desk = this.desks.get(seat);
    if (!desk) throw new RangeError(`seat ${seat} was never created`);
    return desk;
  }
}

function work(tools: SeatTools, request: ToolRequest): unknown {
  switch (request.tool) {
    case 'bestBundles':
      return tools.bestBundles(request.prices, { count: request.count ?? undefined });
    case 'value':
      return tools.value(request.bundle);
    case 'solve':
      return tools.solve(problemFromWire(request.problem));
    default:
      throw new ToolInputError('there is no such tool');
  }
}

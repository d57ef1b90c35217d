import { SeatTools } from '#market/agent/agent-tools.js';
import { ProgramTool } from '#market/agent/program-tool.js';
import { SolveBudget } from '#market/agent/solve-budget.js';
import type { BidderBriefing } from '#market/double-auction/bidders.port.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { CallResult, DealerBriefing, SeatBriefing } from '#market/traders.port.js';
import { generatorState } from '#market/rng.js';
import type { SandboxLimits } from '../calls/limits.js';
import { InvalidAnswerError } from '../calls/reply-checks.js';
import type { SeatCall } from '../calls/seat-call.js';
import type { PluginKind } from '../guest/interface.js';
import { unpackAnnouncement, unpackAuctionOrder, unpackBid, unpackQuote } from './answer-decoder.js';
import type { Guest, GuestReply, OpenGuest, RawFailure } from './guest-reply.js';
import { isHealthy } from './solver-health.js';
import { SaidLines, type Said } from './said.js';
import { ToolsDesk, type ToolsOfCall } from './tools-desk.js';

/** A bundled plugin on its way to where it runs. */
export interface PluginCode {
  /** the author's file name */
  readonly file: string;
  readonly code: string;
}

export interface SeatHostOptions {
  readonly openGuest: OpenGuest;
  readonly plugin: PluginCode;
  readonly limits: SandboxLimits;
  readonly solver: LpSolver;
  /** milliseconds of a clock that only goes forward */
  readonly now: () => number;
}

type Created = Extract<SeatCall, { verb: 'create' }>;
export type SeatResult = (CallResult<unknown> | RawFailure) & {
  readonly said?: Said;
  /** of `bid`: the prices that the strategy reckoned with, where it asked for bundles */
  readonly asked?: Float64Array;
  /** processor time of the call */
  readonly milliseconds: number;
};
type Outcome = CallResult<unknown> | RawFailure;

const NO_SEED = 'load';

/** One seat where its plugin runs: its guest, its tools, and nothing shared with any other seat. */
export class SeatHost {
  private readonly desk: ToolsDesk;
  private readonly said = new SaidLines();
  private guest: Guest | null;
  private hasPlugin = false;
  private tools: SeatTools | null = null;
  /** a bidder's */
  private program: ProgramTool | null = null;
  private resources = 0;
  private stretch = 1;

  /** A blank seat: a guest without its plugin. */
  constructor(private readonly options: SeatHostOptions) {
    this.desk = new ToolsDesk(options.now, () => isHealthy(options.solver));
    this.guest = this.blankGuest();
  }

  /** `stretch`: how many milliseconds on the wall one of the time limit takes on this machine now */
  call(call: SeatCall, stretch: number): SeatResult {
    this.stretch = stretch;
    const begun = process.threadCpuUsage();
    const result = this.checked(call);
    const { user, system } = process.threadCpuUsage(begun);
    const said = this.said.sinceLast();
    const asked = call.verb === 'bid' ? this.tools?.asked : undefined;
    return {
      ...{ ...result, milliseconds: (user + system) / 1000 },
      ...(said && { said }),
      ...(asked && { asked }),
    };
  }

  dispose(): void {
    this.guest?.dispose();
    this.tools?.dispose();
    this.guest = null;
    this.tools = null;
  }

  private checked(call: SeatCall): Outcome {
    try {
      return this.answer(call);
    } catch (error) {
      if (error instanceof InvalidAnswerError) return { outcome: 'invalid-output', reason: error.message };
      throw error;
    }
  }

  private answer(call: SeatCall): Outcome {
    const { orders: most } = this.options.limits;
    switch (call.verb) {
      case 'load':
        return this.load(NO_SEED);
      case 'create':
        return this.create(call);
      case 'bid': {
        this.tools?.begin(call.view);
        return this.numbers(
          this.run('bid', call.view, undefined, () => this.tools!),
          (numbers) => {
            const { orders, cancel } = unpackBid(numbers, this.resources, most);
            return { ...(this.tools?.answer(orders) ?? { orders }), ...(cancel && { cancel }) };
          },
        );
      }
      case 'settled':
        return this.settled(call);
      case 'quote':
        return this.numbers(this.run('quote', call.view), (numbers) =>
          unpackQuote(numbers, this.resources, most),
        );
      case 'announce':
        return this.numbers(this.run('announce', call.view, call.clearing), unpackAnnouncement);
      case 'order':
        this.program?.begin();
        return this.numbers(
          this.run('order', call.view, undefined, () => this.program!),
          unpackAuctionOrder,
        );
      case 'remember':
        return text(this.run('remember'));
    }
  }

  private settled({ trade, view }: Extract<SeatCall, { verb: 'settled' }>): Outcome {
    let after: SeatTools | null = null;
    try {
      return done(this.run('settled', trade, view, () => (after ??= this.tools!.afterTrade(view))));
    } finally {
      (after as SeatTools | null)?.dispose();
    }
  }

  private load(seed: string): Outcome {
    if (this.hasPlugin) {
      this.dispose();
      this.guest = this.blankGuest();
    }
    this.hasPlugin = true;
    return text(this.run('load', this.options.plugin.code, generatorState(seed)));
  }

  private blankGuest(): Guest {
    return this.options.openGuest((service, content) =>
      this.said.take(service, content) ? {} : this.desk.serve(service, content),
    );
  }

  private create({ seed, briefing }: Created): Outcome {
    const loaded = this.load(seed);
    if (loaded.outcome !== 'ok') return loaded;
    const kind = kindOf(briefing);
    if ('resources' in briefing) this.resources = briefing.resources.length;
    if (kind === 'bidder')
      this.program = new ProgramTool(this.options.solver, new SolveBudget(this.options.limits.solves));
    if ('problem' in briefing)
      this.tools = new SeatTools(this.options.solver, briefing, this.options.limits.solves);
    return text(this.run('create', briefing, kind));
  }

  private run(verb: SeatCall['verb'], first?: unknown, second?: unknown, tools?: ToolsOfCall): GuestReply {
    if (!this.guest) throw new RangeError('the seat was not created');
    const { milliseconds } = this.options.limits;
    const onTheWall = Math.ceil(milliseconds * this.stretch);
    this.desk.begin(tools ?? null, onTheWall);
    const answer = this.guest.call(onTheWall, verb, first, second);
    if (this.desk.end()) return { outcome: 'timed-out', reason: `took longer than ${milliseconds} ms` };
    return answer;
  }

  private numbers(answer: GuestReply, read: (numbers: Float64Array) => unknown): Outcome {
    if (answer.outcome !== 'ok') return answer;
    if (typeof answer.value === 'string')
      throw new InvalidAnswerError('gave an answer that cannot leave the sandbox');
    return { outcome: 'ok', value: read(answer.value) };
  }
}

function kindOf(briefing: SeatBriefing | DealerBriefing | BidderBriefing): PluginKind {
  if ('problem' in briefing) return 'agent';
  return 'inventory' in briefing ? 'dealer' : 'bidder';
}

function done(answer: GuestReply): Outcome {
  return answer.outcome === 'ok' ? { outcome: 'ok', value: null } : answer;
}

function text(answer: GuestReply): Outcome {
  if (answer.outcome !== 'ok') return answer;
  if (typeof answer.value !== 'string')
    throw new InvalidAnswerError('gave an answer that cannot leave the sandbox');
  return { outcome: 'ok', value: answer.value };
}

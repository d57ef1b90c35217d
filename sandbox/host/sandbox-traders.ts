import type {
  BidAnswer,
  CallResult,
  SeatBriefing,
  SeatTrade,
  SeatView,
  Traders,
} from '#market/traders.port.js';
import type { Allowance } from './allowance.js';
import type { PluginConsole } from './plugin-console.js';
import { defaultSandboxLimits, withTimeLimits, type SandboxLimits } from './limits.js';
import { MatchAllowances } from './match-allowances.js';
import { readBid } from './reply-checks.js';
import type { SandboxPool } from './sandbox-pool.js';
import type { Submission } from './submission.js';
import { SubmissionSession, type CreateCall } from './submission-session.js';

export interface SandboxTradersOptions {
  readonly pool: SandboxPool;
  /** one per briefing, in the same order; the same submission may sit on several seats */
  readonly plugins: readonly Submission[];
  /** of the match; each seat draws its own stream from it */
  readonly seed: string;
  readonly limits?: SandboxLimits;
  /** what a submission and its so many seats may use in the match; default: the match's limits, for these traders alone */
  readonly allowanceOf?: (submission: Submission, seats: number) => Allowance;
  /** what hears the console of a submission; default: nothing */
  readonly consoleOf?: (submission: Submission) => PluginConsole | undefined;
}

/**
 * Strategies in sandbox processes, one process per submission, all of them at work at the same time. The
 * processes are taken from the pool at once and held until `close`.
 */
export function sandboxTraders(options: SandboxTradersOptions): Traders {
  return new SandboxTraders(options);
}

interface Seat {
  readonly session: SubmissionSession;
  readonly briefing: SeatBriefing;
}

const DONE: CallResult<null> = { outcome: 'ok', value: null };

class SandboxTraders implements Traders {
  private readonly seats = new Map<number, Seat>();
  private readonly sessions = new Map<string, SubmissionSession>();
  private readonly limits: SandboxLimits;

  constructor(private readonly options: SandboxTradersOptions) {
    const { plugins, pool, limits = defaultSandboxLimits, consoleOf } = options;
    const alone = new MatchAllowances(limits);
    const { allowanceOf = (_, seats) => alone.join(seats) } = options;
    this.limits = limits;
    for (const [sha256, seats] of Map.groupBy(plugins, ({ sha256 }) => sha256)) {
      const [plugin] = seats as [Submission];
      const allowance = allowanceOf(plugin, seats.length);
      this.sessions.set(
        sha256,
        new SubmissionSession(pool, plugin, limits, seats.length, allowance, consoleOf?.(plugin)),
      );
    }
    for (const session of this.sessions.values()) session.prepare();
  }

  async create(briefings: readonly SeatBriefing[]): Promise<readonly CallResult<null>[]> {
    const { plugins, seed } = this.options;
    if (briefings.length !== plugins.length)
      throw new RangeError(`${plugins.length} plugins for ${briefings.length} seats`);
    briefings.forEach((briefing, index) =>
      this.seats.set(briefing.seat, { briefing, session: this.sessions.get(plugins[index]!.sha256)! }),
    );
    const calls = briefings.map((briefing): CreateCall => ({
      seat: briefing.seat,
      verb: 'create',
      seed: `${seed}/seat/${briefing.seat}`,
      briefing: withTimeLimits(briefing, this.limits),
    }));
    return this.bySubmission(calls, (session, own) => session.create(own));
  }

  async bid(calls: readonly { seat: number; view: SeatView }[]): Promise<readonly CallResult<BidAnswer>[]> {
    return this.bySubmission(calls, (session, own) =>
      session.call(
        own.map(({ seat, view }) => ({ seat, verb: 'bid', view: withoutPlans(view) })),
        (value, index) => {
          const { resources, problem } = this.seat(own[index]!.seat).briefing;
          return readBid(value, {
            resources: resources.length,
            columns: problem.cost.length,
            ownRows: problem.own.matrix.rows,
            orders: this.limits.orders,
          });
        },
      ),
    );
  }

  async settled(
    calls: readonly { seat: number; trade: SeatTrade; view: SeatView }[],
  ): Promise<readonly CallResult<null>[]> {
    const wanted = calls.filter(({ seat }) => this.seat(seat).session.has(seat, 'settled'));
    const results = await this.bySubmission(wanted, (session, own) =>
      session.call(
        own.map(({ seat, trade, view }) => ({ seat, verb: 'settled', trade, view: withoutPlans(view) })),
        () => null,
      ),
    );
    return calls.map((call) => results[wanted.indexOf(call)] ?? DONE);
  }

  async close(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => session.close()));
    this.sessions.clear();
    this.seats.clear();
  }

  /** Hands each submission its own calls, all at once, and puts the results back in order. */
  private async bySubmission<Call extends { readonly seat: number }, T>(
    calls: readonly Call[],
    work: (session: SubmissionSession, own: readonly Call[]) => Promise<readonly CallResult<T>[]>,
  ): Promise<readonly CallResult<T>[]> {
    const results = new Map<Call, CallResult<T>>();
    const groups = Map.groupBy(calls, ({ seat }) => this.seat(seat).session);
    await Promise.all(
      [...groups].map(async ([session, own]) => {
        const answers = await work(session, own);
        own.forEach((call, index) => results.set(call, answers[index]!));
      }),
    );
    return calls.map((call) => results.get(call)!);
  }

  private seat(number: number): Seat {
    const seat = this.seats.get(number);
    if (!seat) throw new RangeError(`seat ${number} was never created`);
    return seat;
  }
}

/** The plans behind the open orders belong to the platform and stay here. */
function withoutPlans(view: SeatView): SeatView {
  return { ...view, openOrders: view.openOrders.map(({ plan: _plan, ...order }) => order) };
}

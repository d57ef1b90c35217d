import type { BidderBriefing } from '#market/double-auction/bidders.port.js';
import type { CallResult, SeatBriefing } from '#market/traders.port.js';
import { withTimeLimits, type SandboxLimits } from '../calls/limits.js';
import type { Playable, PluginPool } from '../calls/plugin-pool.port.js';
import type { Allowance } from './allowance.js';
import { MatchAllowances } from './match-allowances.js';
import type { PluginConsole } from './plugin-console.js';
import { PluginSession, type CreateCall } from './session.js';

export interface PluginSeatsOptions<P extends Playable> {
  readonly pool: PluginPool<P>;
  /** one per briefing, in the same order; the same plugin may sit on several seats */
  readonly plugins: readonly P[];
  /** of the match; each seat draws its own stream from it */
  readonly seed: string;
  /** default: the pool's */
  readonly limits?: SandboxLimits;
  /** what a plugin and its so many seats may use in the match; default: the match's limits, for these seats alone */
  readonly allowanceOf?: (plugin: P, seats: number) => Allowance;
  /** what hears the console of a plugin; default: nothing */
  readonly consoleOf?: (plugin: P) => PluginConsole | undefined;
}

/** Which plugin sits where: each is opened once for all its seats, at once, and held until `close`. */
export class PluginSeats<P extends Playable> {
  readonly limits: SandboxLimits;
  private readonly sessions = new Map<string, PluginSession<P>>();
  private readonly seats = new Map<number, PluginSession<P>>();

  constructor(private readonly options: PluginSeatsOptions<P>) {
    const { plugins, pool, limits = pool.limits, consoleOf } = options;
    const alone = new MatchAllowances(limits);
    const { allowanceOf = (_, seats) => alone.join(seats) } = options;
    this.limits = limits;
    for (const [sha256, seats] of Map.groupBy(plugins, ({ sha256 }) => sha256)) {
      const [plugin] = seats as [P];
      const allowance = allowanceOf(plugin, seats.length);
      const terms = { limits, room: seats.length, allowance, console: consoleOf?.(plugin) };
      this.sessions.set(sha256, new PluginSession(pool, plugin, terms));
    }
    for (const session of this.sessions.values()) session.prepare();
  }

  /** Creates a strategy for each briefing, in the plugins' order. */
  create(briefings: readonly (SeatBriefing | BidderBriefing)[]): Promise<readonly CallResult<null>[]> {
    const { plugins, seed } = this.options;
    if (briefings.length !== plugins.length)
      throw new RangeError(`${plugins.length} plugins for ${briefings.length} seats`);
    const calls = briefings.map((briefing, index): CreateCall => {
      const { seat } = briefing;
      this.seats.set(seat, this.sessions.get(plugins[index]!.sha256)!);
      const told = withTimeLimits(briefing, this.limits);
      return { seat, verb: 'create', seed: `${seed}/seat/${seat}`, briefing: told };
    });
    return this.byPlugin(calls, (session, own) => session.create(own));
  }

  session(seat: number): PluginSession<P> {
    const session = this.seats.get(seat);
    if (!session) throw new RangeError(`seat ${seat} was never created`);
    return session;
  }

  /** Hands each plugin its own calls, all at once, and puts the results back in order. */
  async byPlugin<Call extends { readonly seat: number }, T>(
    calls: readonly Call[],
    work: (session: PluginSession<P>, own: readonly Call[]) => Promise<readonly CallResult<T>[]>,
  ): Promise<readonly CallResult<T>[]> {
    const results = new Map<Call, CallResult<T>>();
    const groups = Map.groupBy(calls, ({ seat }) => this.session(seat));
    await Promise.all(
      [...groups].map(async ([session, own]) => {
        const answers = await work(session, own);
        own.forEach((call, index) => results.set(call, answers[index]!));
      }),
    );
    return calls.map((call) => results.get(call)!);
  }

  async close(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => session.close()));
    this.sessions.clear();
    this.seats.clear();
  }
}

import type { CallResult, FailureKind } from '#market/traders.port.js';
import { AuthorLines } from '../calls/author-lines.js';
import type { SandboxLimits } from '../calls/limits.js';
import type { OpenPlugin, Playable, PluginPool } from '../calls/plugin-pool.port.js';
import { readFacts, readReply, readTime } from '../calls/reply-checks.js';
import type { SeatCall } from '../calls/seat-call.js';
import type { Allowance } from './allowance.js';
import { partly } from './partly.js';
import type { PluginConsole } from './plugin-console.js';

export type CreateCall = Extract<SeatCall, { verb: 'create' }>;
/** Reads the value of a seat's call; throws `InvalidAnswerError`. */
type ReadValue<T> = (value: unknown, seat: number) => T;

interface SeatRecord {
  readonly create: CreateCall;
  /** `gone`: its isolate was lost, it is created anew before its next call; `refused`: it never will be */
  state: 'alive' | 'gone' | 'refused';
  /** processor time of its calls, milliseconds */
  spent: number;
  /** how often it has been created */
  lives: number;
  /** the optional methods of its strategy */
  methods: string;
}

const NOT_CREATED = { outcome: 'threw', reason: 'the plugin could not be created for this match' } as const;
/** After these the isolate is gone or in the middle of something. */
const lostWithIsolate: readonly FailureKind[] = [
  'timed-out',
  'out-of-memory',
  'process-lost',
  'disconnected',
];

/** What a plugin may use in its match, and who hears what it writes. */
interface SessionTerms {
  readonly limits: SandboxLimits;
  /** seats it will have at most */
  readonly room: number;
  readonly allowance: Allowance;
  readonly console?: PluginConsole | undefined;
}

/**
 * One plugin in one match, wherever its pool runs it: all its seats. A plugin that is lost is opened again and its
 * seats are created anew, each life with a random stream of its own; what they remembered is gone.
 */
export class PluginSession<P extends Playable> {
  private readonly seats = new Map<number, SeatRecord>();
  private readonly lines: AuthorLines;
  private opened: Promise<OpenPlugin> | null = null;
  private losses = 0;
  /** what it is to seats that were not in the call in which it was lost */
  private lostAs: 'process-lost' | 'disconnected' = 'process-lost';

  constructor(
    private readonly pool: PluginPool<P>,
    private readonly plugin: P,
    private readonly terms: SessionTerms,
  ) {
    this.lines = new AuthorLines(plugin.file, plugin.sourceMap);
  }

  /** Has the plugin make room for the seats while the match is still being set up. */
  prepare(): void {
    // Whoever needs the plugin meets the error.
    this.open().catch(() => {});
  }

  async create(calls: readonly CreateCall[]): Promise<readonly CallResult<null>[]> {
    for (const call of calls)
      this.seats.set(call.seat, { create: call, state: 'gone', spent: 0, lives: 0, methods: '' });
    return this.bringToLife(calls.map(({ seat }) => seat));
  }

  /** Whether the seat's strategy has this optional method. */
  has(seat: number, method: string): boolean {
    return this.record(seat).methods.split(' ').includes(method);
  }

  /** Runs calls of living seats, in order; seats lost before are created anew first. */
  async call<T>(calls: readonly SeatCall[], read: ReadValue<T>): Promise<readonly CallResult<T>[]> {
    const gone = calls.map(({ seat }) => seat).filter((seat) => this.record(seat).state === 'gone');
    const failures = new Map<number, CallResult<T>>();
    for (const [index, result] of (await this.bringToLife(gone)).entries())
      if (result.outcome !== 'ok') failures.set(gone[index]!, result);
    return partly(
      calls,
      ({ seat }) => (this.record(seat).state === 'alive' ? null : (failures.get(seat) ?? NOT_CREATED)),
      (alive) => this.run(alive, read),
    );
  }

  async close(): Promise<void> {
    const opened = await this.opened?.catch(() => null);
    this.opened = null;
    await opened?.close();
  }

  private async bringToLife(seats: readonly number[]): Promise<readonly CallResult<null>[]> {
    const calls = seats.map((seat): CreateCall => {
      const record = this.record(seat);
      const { seed } = record.create;
      const life = ++record.lives;
      return { ...record.create, seed: life === 1 ? seed : `${seed}/life/${life}` };
    });
    const results = await this.run(calls, readFacts);
    return results.map((result, index) => {
      const record = this.record(seats[index]!);
      if (result.outcome === 'ok') {
        record.state = 'alive';
        record.methods = typeof result.value.methods === 'string' ? result.value.methods : '';
        return { outcome: 'ok', value: null };
      }
      record.state = lostWithIsolate.includes(result.outcome) ? 'gone' : 'refused';
      return result;
    });
  }

  /** Runs the calls of seats that have time left. */
  private run<T>(calls: readonly SeatCall[], read: ReadValue<T>): Promise<readonly CallResult<T>[]> {
    return partly(
      calls,
      ({ seat }) => {
        const reason = this.terms.allowance.exhausted ?? this.seatExhausted(seat);
        return reason === null ? null : { outcome: 'out-of-time', reason };
      },
      (timely) => this.runAll(timely, read),
    );
  }

  private seatExhausted(seat: number): string | null {
    const { seatMilliseconds } = this.terms.limits;
    return this.record(seat).spent > seatMilliseconds
      ? `its calls in this match used more than ${seatMilliseconds / 1000} s of processor time`
      : null;
  }

  private async runAll<T>(calls: readonly SeatCall[], read: ReadValue<T>): Promise<readonly CallResult<T>[]> {
    if (calls.length === 0) return [];
    if (this.losses >= this.terms.limits.processLosses)
      return calls.map(() => ({
        outcome: this.lostAs,
        reason: `its process was lost ${this.losses} times in this match and is not started again`,
      }));
    const opened = await this.open();
    const batch = await opened.run(calls, (megabytes) => this.terms.allowance.resident(megabytes));
    const { waited } = batch;
    if (batch.status === 'answered') {
      this.spend(
        calls,
        batch.results.map((reply) => readTime(reply, waited)),
        waited,
      );
      return batch.results.map((reply, index) => this.result(calls[index]!.seat, reply, read));
    }
    // What the calls of a lost process used is not known: as much as its culprit could.
    const most = Math.min(waited, this.terms.limits.milliseconds);
    this.spend(
      calls,
      calls.map((_, index) => (index === batch.culprit ? most : 0)),
      waited,
    );
    this.losses++;
    if (batch.kind === 'disconnected') this.lostAs = batch.kind;
    this.terms.allowance.resident(0);
    this.opened = null;
    for (const record of this.seats.values()) if (record.state === 'alive') record.state = 'gone';
    return calls.map((_, index) =>
      index === batch.culprit
        ? { outcome: batch.kind, reason: batch.reason }
        : {
            outcome: this.lostAs,
            reason: 'another seat of the submission took its process with it',
          },
    );
  }

  private spend(calls: readonly SeatCall[], times: readonly number[], waited: number): void {
    calls.forEach(({ seat }, index) => (this.record(seat).spent += times[index]!));
    this.terms.allowance.spend(
      times.reduce((sum, time) => sum + time, 0),
      waited,
    );
  }

  private open(): Promise<OpenPlugin> {
    return (this.opened ??= this.pool.open(this.plugin, this.terms.room, this.terms.limits));
  }

  private result<T>(seat: number, reply: unknown, read: ReadValue<T>): CallResult<T> {
    this.terms.console?.hear(seat, reply);
    const result = readReply(reply, (value) => read(value, seat));
    if (result.outcome === 'ok') return result;
    const record = this.record(seat);
    if (record.state === 'alive' && lostWithIsolate.includes(result.outcome)) record.state = 'gone';
    return { outcome: result.outcome, reason: this.lines.explain(result.reason, result.stack) };
  }

  private record(seat: number): SeatRecord {
    const record = this.seats.get(seat);
    if (!record) throw new RangeError(`seat ${seat} was never created`);
    return record;
  }
}

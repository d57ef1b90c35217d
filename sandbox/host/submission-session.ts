import type { CallResult, FailureKind } from '#market/match/traders.port.js';
import type { Allowance } from './allowance.js';
import { AuthorLines } from './author-lines.js';
import type { SandboxLimits } from './limits.js';
import type { PluginConsole } from './plugin-console.js';
import type { PluginProcess } from './plugin-process.js';
import type { SeatCall } from './protocol.js';
import { readFacts, readReply, readTime } from './reply-checks.js';
import type { SandboxPool } from './sandbox-pool.js';
import type { Submission } from './submission.js';

export type CreateCall = Extract<SeatCall, { verb: 'create' }>;
/** Reads the value of call number `index`; throws `InvalidAnswerError`. */
type ReadValue<T> = (value: unknown, index: number) => T;

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
const lostWithIsolate: readonly FailureKind[] = ['timed-out', 'out-of-memory', 'process-lost'];

/**
 * One submission in one match: its process and all its seats. A lost process is replaced and its
 * seats are created anew, each life with a random stream of its own; what they remembered is gone.
 */
export class SubmissionSession {
  private readonly seats = new Map<number, SeatRecord>();
  private readonly lines: AuthorLines;
  private process: Promise<PluginProcess> | null = null;
  private losses = 0;

  constructor(
    private readonly pool: SandboxPool,
    private readonly submission: Submission,
    private readonly limits: SandboxLimits,
    /** seats it will have at most */
    private readonly room: number,
    private readonly allowance: Allowance,
    private readonly console?: PluginConsole,
  ) {
    this.lines = new AuthorLines(submission.file, submission.sourceMap);
  }

  /** Has a process make room for the seats while the match is still being set up. */
  prepare(): void {
    // Whoever needs the process meets the error.
    this.taken().catch(() => {});
  }

  async create(calls: readonly CreateCall[]): Promise<readonly CallResult<null>[]> {
    for (const call of calls)
      this.seats.set(call.seat, { create: call, state: 'gone', spent: 0, lives: 0, methods: '' });
    return this.bringToLife(calls.map(({ seat }) => seat));
  }

  /** Whether the seat's strategy has this optional method. */
  has(seat: number, method: string): boolean {
    return this.record(seat).methods === method;
  }

  /** Runs calls of living seats, in order; seats lost before are created anew first. */
  async call<T>(calls: readonly SeatCall[], read: ReadValue<T>): Promise<readonly CallResult<T>[]> {
    const gone = calls.map(({ seat }) => seat).filter((seat) => this.record(seat).state === 'gone');
    const revived = new Map((await this.bringToLife(gone)).map((result, index) => [gone[index]!, result]));
    const runnable = calls.filter(({ seat }) => this.record(seat).state === 'alive');
    const indices = runnable.map((call) => calls.indexOf(call));
    const results = await this.run(runnable, (value, index) => read(value, indices[index]!));
    const found = new Map(indices.map((index, at) => [index, results[at]!]));
    return calls.map(({ seat }, index) => {
      const revival = revived.get(seat);
      return found.get(index) ?? (revival && revival.outcome !== 'ok' ? revival : NOT_CREATED);
    });
  }

  async close(): Promise<void> {
    const process = await this.process?.catch(() => null);
    this.process = null;
    if (process) await this.pool.release(this.submission, process);
  }

  private async bringToLife(seats: readonly number[]): Promise<readonly CallResult<null>[]> {
    const calls = seats.map((seat): CreateCall => {
      const record = this.record(seat);
      const { seed } = record.create;
      const life = ++record.lives;
      return { ...record.create, seed: life === 1 ? seed : `${seed}/life/${life}` };
    });
    const results = await this.run(calls, (value) => readFacts(value));
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
  private async run<T>(calls: readonly SeatCall[], read: ReadValue<T>): Promise<readonly CallResult<T>[]> {
    const reasons = calls.map(({ seat }) => this.allowance.exhausted ?? this.seatExhausted(seat));
    const indices = [...calls.keys()].filter((index) => reasons[index] === null);
    const results = await this.runAll(
      indices.map((index) => calls[index]!),
      (value, at) => read(value, indices[at]!),
    );
    const found = new Map(indices.map((index, at) => [index, results[at]!]));
    return reasons.map((reason, index) => found.get(index) ?? { outcome: 'out-of-time', reason: reason! });
  }

  private seatExhausted(seat: number): string | null {
    const { seatMilliseconds } = this.limits;
    return this.record(seat).spent > seatMilliseconds
      ? `its calls in this match used more than ${seatMilliseconds / 1000} s of processor time`
      : null;
  }

  private async runAll<T>(calls: readonly SeatCall[], read: ReadValue<T>): Promise<readonly CallResult<T>[]> {
    if (calls.length === 0) return [];
    if (this.losses >= this.limits.processLosses)
      return calls.map(() => ({
        outcome: 'process-lost',
        reason: `the sandbox process was lost ${this.losses} times in this match and is not started again`,
      }));
    const process = await this.taken();
    const batch = await process.run(calls, (megabytes) => this.allowance.resident(megabytes));
    const { waited } = batch;
    if (batch.status === 'answered') {
      this.spend(
        calls,
        batch.results.map((reply) => readTime(reply, waited)),
        waited,
      );
      return batch.results.map((reply, index) =>
        this.result(calls[index]!.seat, reply, (value) => read(value, index)),
      );
    }
    // What the calls of a lost process used is not known: as much as its culprit could.
    const most = Math.min(waited, this.limits.milliseconds);
    this.spend(
      calls,
      calls.map((_, index) => (index === batch.culprit ? most : 0)),
      waited,
    );
    this.losses++;
    await this.pool.discard(process);
    this.allowance.resident(0);
    this.process = null;
    for (const record of this.seats.values()) if (record.state === 'alive') record.state = 'gone';
    return calls.map((_, index) =>
      index === batch.culprit
        ? { outcome: batch.kind, reason: batch.reason }
        : {
            outcome: 'process-lost',
            reason: 'another seat of the submission took the sandbox process with it',
          },
    );
  }

  private spend(calls: readonly SeatCall[], times: readonly number[], waited: number): void {
    calls.forEach(({ seat }, index) => (this.record(seat).spent += times[index]!));
    this.allowance.spend(
      times.reduce((sum, time) => sum + time, 0),
      waited,
    );
  }

  private taken(): Promise<PluginProcess> {
    return (this.process ??= this.pool.take(this.submission, this.room, this.limits));
  }

  private result<T>(seat: number, reply: unknown, read: (value: unknown) => T): CallResult<T> {
    this.console?.hear(seat, (reply as { readonly said?: unknown } | null | undefined)?.said);
    const result = readReply(reply, read);
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

import type { Clock } from '#market/clock.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { PackedDay } from './match-player.port.js';
import type { MatchTask } from './match-task.js';
import { MOST_ATTEMPTS, type ClaimedMatch, type MatchQueue } from './match-queue.port.js';
import { retryPause } from './retry-pause.js';

/** A match that could not be played. */
export interface FailedMatch {
  readonly task: MatchTask;
  readonly reason: string;
}

/** The queue of one run in memory, in the order of the plan. `onDone` is told of every ended match. */
export class MemoryMatchQueue implements MatchQueue {
  readonly played = new Map<string, MatchRecord>();
  readonly failed: FailedMatch[] = [];
  private readonly waiting: { task: MatchTask; attempts: number; notBefore: number }[];
  private readonly leases = new Map<string, string>();
  private readonly days = new Map<string, readonly PackedDay[]>();
  private readonly total: number;
  private finished: () => void = () => undefined;
  /** resolves once every match has ended */
  readonly done: Promise<void>;

  constructor(
    tasks: readonly MatchTask[],
    private readonly clock: Clock,
    private readonly onDone: (task: MatchTask) => void = () => undefined,
  ) {
    this.total = tasks.length;
    this.waiting = tasks.map((task) => ({ task, attempts: 0, notBefore: -Infinity }));
    this.done = new Promise((resolve) => (this.finished = resolve));
    if (tasks.length === 0) this.finished();
  }

  async claim(): Promise<ClaimedMatch | null> {
    const now = this.clock.now();
    const place = this.waiting.findIndex(({ notBefore }) => notBefore <= now);
    const [next] = place < 0 ? [] : this.waiting.splice(place, 1);
    if (!next) return null;
    const attempt = next.attempts + 1;
    const lease = `${next.task.id}/${attempt}`;
    this.leases.set(next.task.id, lease);
    return { task: next.task, attempt, lease, days: this.days.get(next.task.id) ?? [] };
  }

  async renew({ task, lease }: ClaimedMatch): Promise<boolean> {
    return this.leases.get(task.id) === lease;
  }

  async keepDay(claim: ClaimedMatch, day: PackedDay): Promise<boolean> {
    if (!(await this.renew(claim))) return false;
    const { id } = claim.task;
    this.days.set(id, [...(this.days.get(id) ?? []).slice(0, day.day), day]);
    return true;
  }

  async complete(claim: ClaimedMatch, { report, rounds }: MatchRecord): Promise<boolean> {
    if (!(await this.renew(claim))) return false;
    this.played.set(claim.task.id, { report, rounds });
    this.end(claim);
    return true;
  }

  async fault(claim: ClaimedMatch, reason: string): Promise<void> {
    if (!(await this.renew(claim))) return;
    if (claim.attempt < MOST_ATTEMPTS) return this.putBack(claim, claim.attempt, retryPause(claim.attempt));
    this.failed.push({ task: claim.task, reason });
    this.end(claim);
  }

  async release(claim: ClaimedMatch): Promise<void> {
    if (await this.renew(claim)) this.putBack(claim, claim.attempt - 1);
  }

  private putBack({ task }: ClaimedMatch, attempts: number, pause = 0): void {
    this.leases.delete(task.id);
    this.waiting.unshift({ task, attempts, notBefore: this.clock.now() + pause });
  }

  private end({ task }: ClaimedMatch): void {
    this.leases.delete(task.id);
    this.days.delete(task.id);
    this.onDone(task);
    if (this.played.size + this.failed.length === this.total) this.finished();
  }
}

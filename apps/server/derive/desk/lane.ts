import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { GridLeagueError } from '#market/errors.js';
import type { DatabaseAddress } from '#database/address.js';
import { programRoot } from '#project-root.js';
import { LANE_PATIENCE, LANE_SPARE, type LaneOptions } from '#api/limits/lane-limits.js';
import { FairQueue } from '../../operation/fair-queue.js';
import { handedOver } from '../sent-text.js';
import { busy, tooMany, type ProblemError } from '../../problem/problem.js';
import { foundError, type DeskAnswer, type DeskOrder } from './desk-messages.js';

/** A job took longer than its lane allows. */
export class SlowJobError extends GridLeagueError {
  readonly kind = 'busy';
  readonly code = 'slow-job';
}

/** A job needed more memory than its lane allows. */
export class LargeJobError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'large-job';
}

/** V8 collects garbage halfway between what is in use and its limit at the latest: who has more than that, and a little, uses too much. */
const mostHeap = (megabytes: number, spare: number): number => (megabytes + 0.55 * spare) * 1e6;
const LOOK_MILLISECONDS = 100;

const IDLE_MILLISECONDS = 60_000;
/** A thread that computes all the time gets this share of it on a machine that is not busy, at least. */
const MOSTLY = 0.8;

/** One thread that does jobs one after the other, of each caller in turn; started when it is needed, ended when it is not, or hangs. */
export class Lane {
  private thread: Worker | null = null;
  /** the callers of all jobs that wait or are being done */
  private waiting: (string | undefined)[] = [];
  private readonly queue = new FairQueue<() => Promise<void>>();
  private isBusy = false;
  private idle: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly online = new WeakSet<Worker>();

  /** `database`: what its jobs read */
  constructor(
    private readonly options: LaneOptions,
    private readonly database: DatabaseAddress,
  ) {}

  /**
   * `caller`: whose share it counts in. `gone`: nobody waits for it any more, so that it is not begun. Throws a problem when too many
   * wait, or when it was not begun, `SlowJobError`, and whatever the job throws.
   */
  do(order: DeskOrder, caller?: string, gone?: AbortSignal): Promise<unknown> {
    if (gone?.aborted) throw unwanted();
    const { seconds, mostWaiting, mostOfOne = Infinity } = this.options;
    const own = this.waiting.filter((one) => one === caller).length;
    if (caller !== undefined && own >= mostOfOne)
      throw tooMany(`${own} such requests of yours wait already`, seconds);
    if (this.waiting.length >= mostWaiting)
      throw busy(`${this.waiting.length} such requests wait already`, seconds);
    this.waiting.push(caller);
    const { promise, resolve: done, reject: failed } = Promise.withResolvers<unknown>();
    const owner = caller ?? '';
    const begin = (): Promise<void> => this.begin(order).then(done, failed);
    const leave = (): void => {
      if (this.queue.drop(owner, begin)) failed(unwanted());
    };
    gone?.addEventListener('abort', leave);
    this.queue.add(owner, begin);
    void this.goOn();
    return promise.finally(() => {
      gone?.removeEventListener('abort', leave);
      this.waiting.splice(this.waiting.indexOf(caller), 1);
    });
  }

  private async goOn(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    for (let next = this.queue.take(); next; next = this.queue.take()) {
      await next.thing();
      this.queue.done(next.owner);
    }
    this.isBusy = false;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.drop();
  }

  private async begin(order: DeskOrder): Promise<unknown> {
    if (this.closed) throw busy('the server ends', 1);
    clearTimeout(this.idle);
    const thread = (this.thread ??= this.start());
    thread.ref();
    try {
      return await this.answerOf(thread, order);
    } finally {
      thread.unref();
      this.idle = setTimeout(() => void this.drop(), IDLE_MILLISECONDS).unref();
    }
  }

  private answerOf(thread: Worker, order: DeskOrder): Promise<unknown> {
    const { promise, resolve: done, reject: failed } = Promise.withResolvers<unknown>();
    const heard = (message: DeskAnswer): void => {
      if ('failure' in message) failed(foundError(message.failure));
      else done(message.answer);
    };
    const lost = (reason: unknown): void => {
      if (this.thread === thread) this.thread = null;
      if (isOutOfMemory(reason)) tooLarge();
      else
        failed(
          reason instanceof Error ? reason : new Error(`a thread ended (${String(reason)}) in ${order.job}`),
        );
    };
    const { seconds, patience = LANE_PATIENCE, megabytes, spare = LANE_SPARE } = this.options;
    const tooLarge = (): void => failed(new LargeJobError(`${order.job} needs more than ${megabytes} MB`));
    let late: NodeJS.Timeout | undefined;
    const begun = (): void => {
      const before = process.cpuUsage();
      let looks = 0;
      late = setInterval(() => {
        // The whole process has used less than the job may: it was the machine that had no time.
        const { user, system } = process.cpuUsage(before);
        if (user + system < MOSTLY * seconds * 1e6 && ++looks < patience) return;
        void this.drop();
        failed(new SlowJobError(`${order.job} took more than ${seconds} s`));
      }, seconds * 1000);
    };
    const heap = watchHeap(thread, mostHeap(megabytes, spare), () => {
      void this.drop();
      tooLarge();
    });
    // How long a thread takes to start is not the job's fault.
    if (this.online.has(thread)) begun();
    else thread.once('online', begun);
    thread.once('message', heard).once('error', lost).once('exit', lost);
    thread.postMessage(order, handedOver(order.request));
    return promise.finally(() => {
      clearInterval(late);
      clearInterval(heap);
      thread.off('online', begun).off('message', heard).off('error', lost).off('exit', lost);
    });
  }

  private start(): Worker {
    const { megabytes, spare = LANE_SPARE } = this.options;
    const thread = new Worker(resolve(programRoot, 'apps/server/derive/desk/thread.js'), {
      workerData: this.database,
      resourceLimits: { maxOldGenerationSizeMb: megabytes + spare },
    });
    // What goes wrong between jobs: the next one starts another.
    const gone = (): void => {
      if (this.thread === thread) this.thread = null;
    };
    return thread
      .once('online', () => this.online.add(thread))
      .on('error', gone)
      .on('exit', gone);
  }

  private async drop(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    clearTimeout(this.idle);
    await thread?.terminate();
  }
}

function unwanted(): ProblemError {
  return busy('nobody waits for it any more', 1);
}

/** Tells when a thread has more than `most` bytes on its heap, or beside it: typed arrays are counted by no limit of a thread's. */
function watchHeap(thread: Worker, most: number, onMore: () => void): NodeJS.Timeout {
  let isAsked = false;
  return setInterval(() => {
    if (isAsked) return;
    isAsked = true;
    thread.getHeapStatistics().then(
      ({ used_heap_size: used, external_memory: beside }) => {
        isAsked = false;
        if (used > most || beside > most) onMore();
      },
      // It has not begun, or is gone.
      () => (isAsked = false),
    );
  }, LOOK_MILLISECONDS);
}

function isOutOfMemory(reason: unknown): boolean {
  return reason instanceof Error && 'code' in reason && reason.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

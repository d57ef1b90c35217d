import type { ChildProcess } from 'node:child_process';
import { SandboxUnavailableError, START_MILLISECONDS, type StartedProcess } from './launch.js';
import type { PluginCode } from '../answering/seat-host.js';
import { killGraceMilliseconds, processMegabytes, type SandboxLimits } from '../calls/limits.js';
import type { BatchOutcome, Excess } from '../calls/plugin-pool.port.js';
import type { SeatCall } from '../calls/seat-call.js';
import { OwnTime } from './own-time.js';
import type { ProgressMark } from '../processes/progress-mark.js';
import { keepSnapshot } from './process-image.js';
import type { FromProcess, ToProcess } from './protocol.js';
import { residentMegabytes } from '../processes/resident-memory.js';
import { schedulingOf } from '../processes/scheduling.js';

type Loss = Omit<Extract<BatchOutcome, { status: 'lost' }>, 'status' | 'culprit' | 'waited'>;

const POLL_MILLISECONDS = 10;
/** The machine may withhold so many times more from a call than it did lately: nobody is interrupted for that. */
export const STRETCH_MARGIN = 3;
/** For a process to forget a match, or to be gone once it is killed: nobody's result depends on either. */
const END_MILLISECONDS = 5000;
/**
 * For a call, by the wall. A process that computes is ended before by its limit of processor time (10 minutes, of all its threads
 * together), one that sleeps or is stopped by its own time: only one that the machine keeps from running gets there.
 */
const MOST_MILLISECONDS = 3_600_000;

/**
 * The parent's hold on one sandbox process: sends it calls, watches its clock and its resident
 * memory, and ends it by its pid. Nothing the process does, or fails to do, makes a method here
 * throw or wait for ever.
 */
export class PluginProcess {
  private readonly ended: Promise<void>;
  private end = (): void => undefined;
  private late: NodeJS.Timeout | undefined;
  private loss: Loss | null = null;
  private alive = true;
  private batch = 0;
  /** calls of the running batch */
  private calls = 0;
  /** how many of them it has begun, and when that was last seen to change */
  private begun = 0;
  private lastProgress = 0;
  private lastProgressByWall = 0;
  /** its own time without progress after which it is ended, milliseconds */
  private longest = 0;
  private limits: SandboxLimits | null = null;
  private megabytes = 0;
  private waiting: ((message: FromProcess) => void) | null = null;

  private readonly child: ChildProcess;
  private readonly progress: ProgressMark;
  private readonly time: OwnTime;

  private constructor(
    { child, progress }: StartedProcess,
    /** isolates it has address space for */
    readonly seats: number,
    private readonly now: () => number,
    scheduling: typeof schedulingOf,
  ) {
    this.child = child;
    this.time = new OwnTime(() => scheduling(this.pid), now);
    this.progress = progress;
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        if (!this.alive) return;
        this.alive = false;
        clearTimeout(this.late);
        this.begun = progress.begun(this.batch);
        progress.close();
        resolve();
      };
      this.end = end;
      child.once('exit', end);
      child.once('error', end);
    });
    child.on('message', (message) => this.waiting?.(message as FromProcess));
    // Written to only when the process dies of itself; must be drained all the same.
    child.stderr?.resume();
  }

  /** Resolves when the process is ready for a plugin; null if it never gets there. */
  static async start(
    started: StartedProcess,
    seats: number,
    now: () => number,
    scheduling = schedulingOf,
  ): Promise<PluginProcess | null> {
    const process = new PluginProcess(started, seats, now, scheduling);
    const reply = await process.reply('ready', START_MILLISECONDS);
    // No plugin has been near it yet: what it says now is its program's word.
    if (reply?.kind === 'ready' && reply.snapshot) keepSnapshot(reply.snapshot);
    if (reply) return process;
    await process.kill();
    return null;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.alive;
  }

  /**
   * Gives it its plugin for a match in which it plays so many seats, and waits until it has made room for
   * them; false if it did not manage to and was ended.
   */
  async open(plugin: PluginCode, limits: SandboxLimits, seats: number): Promise<boolean> {
    this.limits = limits;
    this.megabytes = processMegabytes(seats, limits);
    this.send({ kind: 'open', plugin, limits, seats });
    if (this.alive && (await this.reply('opened', START_MILLISECONDS))) return true;
    await this.kill();
    return false;
  }

  /**
   * Runs calls one after the other; one batch at a time. `excess` is told the resident memory as it goes (MB)
   * and says why that is too much, or null. Throws `SandboxUnavailableError` where the machine does not let it run.
   */
  async run(calls: readonly SeatCall[], excess: Excess = () => null): Promise<BatchOutcome> {
    const { limits } = this;
    if (!limits) throw new RangeError('no plugin was opened');
    const batch = ++this.batch;
    this.calls = calls.length;
    this.begun = 0;
    const start = (this.lastProgress = this.time.now());
    this.lastProgressByWall = this.now();
    const lately = this.time.stretch;
    const stretch = 1 + STRETCH_MARGIN * (lately - 1);
    // The isolate's own clock goes first, also where it turns out to have been set too late.
    this.longest = (limits.milliseconds * stretch) / lately + killGraceMilliseconds;
    this.loss = null;
    const watch = this.watch(limits, excess);
    try {
      this.send({ kind: 'calls', batch, calls, stretch });
      const message = await this.reply('results', Infinity);
      if (message?.kind === 'results' && message.batch === batch && message.results.length === calls.length)
        return { status: 'answered', results: message.results, waited: this.time.now() - start };
    } finally {
      clearInterval(watch);
    }
    if (this.isStarved()) throw new SandboxUnavailableError('the machine gave a sandbox process no time');
    const loss: Loss = this.loss ?? { kind: 'process-lost', reason: 'the sandbox process died' };
    await this.kill();
    const culprit = Math.min(calls.length, Math.max(1, this.begun)) - 1;
    return { status: 'lost', ...loss, culprit, waited: this.time.now() - start };
  }

  /** Makes it forget the match; false if it did not manage to and was ended. */
  async close(): Promise<boolean> {
    this.limits = null;
    this.send({ kind: 'close' });
    if (this.alive && (await this.reply('closed', END_MILLISECONDS))) return true;
    await this.kill();
    return false;
  }

  async kill(): Promise<void> {
    this.strike();
    await this.ended;
  }

  /** One that hangs in the system outlives it: nobody waits for that. */
  private strike(): void {
    this.child.kill('SIGKILL');
    if (this.alive) this.late ??= setTimeout(this.end, END_MILLISECONDS);
  }

  private send(message: ToProcess): void {
    // A process that has just died shows by its exit, not here.
    if (this.alive && this.child.connected) this.child.send(message, () => {});
  }

  /** The next message, if it is of this kind; null when the process ends or the time is over. */
  private async reply(kind: FromProcess['kind'], milliseconds: number): Promise<FromProcess | null> {
    let timer: NodeJS.Timeout | undefined;
    const message = new Promise<FromProcess>((resolve) => (this.waiting = resolve));
    const late = new Promise<null>((resolve) => {
      if (Number.isFinite(milliseconds)) timer = setTimeout(() => resolve(null), milliseconds);
    });
    const reply = await Promise.race([message, this.ended.then(() => null), late]);
    clearTimeout(timer);
    this.waiting = null;
    return reply !== null && typeof reply === 'object' && reply.kind === kind ? reply : null;
  }

  private watch(limits: SandboxLimits, excess: Excess): NodeJS.Timeout {
    const most = this.megabytes;
    return setInterval(() => {
      const used = residentMegabytes(this.pid);
      const begun = this.alive ? this.progress.begun(this.batch) : this.begun;
      const goesOn = begun > this.begun && begun <= this.calls;
      const tooMuch = used > most ? `the process used more than ${most} MB` : excess(used);
      if (tooMuch !== null) this.lose({ kind: 'out-of-memory', reason: tooMuch });
      else if (!goesOn && begun !== this.begun)
        this.lose({ kind: 'process-lost', reason: 'the process began calls that it was not given' });
      else if (goesOn) {
        this.begun = begun;
        this.lastProgress = this.time.now();
        this.lastProgressByWall = this.now();
      } else if (this.isStarved()) this.strike();
      else if (this.isOverdue())
        // What it has sent may lie unread behind a busy parent: look once more after reading.
        setImmediate(() => {
          if (this.isOverdue())
            this.lose({ kind: 'timed-out', reason: `took longer than ${limits.milliseconds} ms` });
        });
    }, POLL_MILLISECONDS);
  }

  /** Progress only goes forward, so a batch lasts at most (calls + 1) x `longest` of the process's own time. */
  private isOverdue(): boolean {
    return this.waiting !== null && this.time.now() - this.lastProgress > this.longest;
  }

  private isStarved(): boolean {
    return this.now() - this.lastProgressByWall > MOST_MILLISECONDS;
  }

  private lose(loss: Loss): void {
    this.loss ??= loss;
    this.strike();
  }
}

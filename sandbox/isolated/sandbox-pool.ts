import { defaultSandboxLimits, type SandboxLimits } from '../calls/limits.js';
import type { OpenPlugin, PluginPool } from '../calls/plugin-pool.port.js';
import { fencesHere } from './fences-here.js';
import { launchCommand, SandboxUnavailableError, startProcess } from './launch.js';
import type { Fences } from '../processes/fences.js';
import { PluginProcess } from './plugin-process.js';
import { processImage } from './process-image.js';
import type { Submission } from '../compile/submission.js';

export interface SandboxPoolOptions {
  /** processes kept ready for a plugin that has none yet */
  readonly spares?: number;
  /** processes kept after a match for the next one of the same plugin */
  readonly kept?: number;
  /** milliseconds of a clock that only goes forward */
  readonly now?: () => number;
}

/** Seats a process is started for unless more are asked. */
const USUAL_SEATS = 16;
const ATTEMPTS = 3;

/**
 * Sandbox processes for the plugins of this machine. A process that has held a plugin is only ever
 * given to the same plugin again, and only after it has forgotten the match before.
 */
export class SandboxPool implements PluginPool<Submission> {
  readonly limits = defaultSandboxLimits;
  /** milliseconds of a clock that only goes forward */
  readonly now: () => number;
  private readonly spares: Promise<PluginProcess | null>[] = [];
  private kept: { readonly sha256: string; readonly process: PluginProcess }[] = [];
  private readonly running = new Set<PluginProcess>();
  private awaited = 0;
  private closed = false;

  constructor(private readonly options: SandboxPoolOptions = {}) {
    this.now = options.now ?? (() => performance.now());
  }

  /** What surrounds every process here. */
  layers(): Promise<Fences> {
    return fencesHere();
  }

  /** Somebody waits for a process to start, to answer or to forget a match; all have limits of their own. */
  get isAwaited(): boolean {
    return this.awaited > 0;
  }

  /** Fills the pool ahead of need. */
  async warmUp(): Promise<void> {
    this.refill();
    await Promise.all(this.spares);
  }

  /** Processes alive now, and their pids. */
  get pids(): readonly number[] {
    return [...this.running].map(({ pid }) => pid);
  }

  /** The plugin in a process of its own. Throws `SandboxUnavailableError`. */
  async open(submission: Submission, seats: number, limits: SandboxLimits): Promise<OpenPlugin> {
    const process = await this.awaiting(this.take(submission, seats, limits));
    return {
      run: async (calls, excess) => {
        const outcome = await this.awaiting(process.run(calls, excess));
        if (outcome.status === 'lost') await this.discard(process);
        return outcome;
      },
      close: () => this.awaiting(this.release(submission, process)),
    };
  }

  /** A process with this plugin opened in it. Throws `SandboxUnavailableError`. */
  async take(submission: Submission, seats: number, limits: SandboxLimits): Promise<PluginProcess> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const process = (await this.reuse(submission.sha256, seats)) ?? (await this.fresh(seats));
      if (await process?.open({ file: submission.file, code: submission.code }, limits, seats))
        return process!;
      if (process) this.running.delete(process);
    }
    throw new SandboxUnavailableError(`no sandbox process could be started in ${ATTEMPTS} attempts`);
  }

  /** Takes a process back after a match. */
  async release(submission: Submission, process: PluginProcess): Promise<void> {
    if (this.closed || !process.isAlive || !(await process.close())) return this.discard(process);
    this.kept.push({ sha256: submission.sha256, process });
    while (this.kept.length > (this.options.kept ?? 8)) await this.discard(this.kept.shift()!.process);
  }

  /** Ends the waiting processes of this submission: whoever takes one next gets one that never saw it. */
  async forget(submission: Submission): Promise<void> {
    const known = this.kept.filter(({ sha256 }) => sha256 === submission.sha256);
    this.kept = this.kept.filter((entry) => !known.includes(entry));
    await Promise.all(known.map(({ process }) => this.discard(process)));
  }

  async discard(process: PluginProcess): Promise<void> {
    this.running.delete(process);
    await process.kill();
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.spares.splice(0));
    await Promise.all([...this.running].map((process) => this.discard(process)));
    this.kept = [];
  }

  private async awaiting<T>(work: Promise<T>): Promise<T> {
    this.awaited++;
    return work.finally(() => this.awaited--);
  }

  private async reuse(sha256: string, seats: number): Promise<PluginProcess | null> {
    const found = this.kept.find((entry) => entry.sha256 === sha256 && entry.process.seats >= seats);
    if (!found) return null;
    this.kept.splice(this.kept.indexOf(found), 1);
    if (found.process.isAlive) return found.process;
    await this.discard(found.process);
    return this.reuse(sha256, seats);
  }

  private async fresh(seats: number): Promise<PluginProcess | null> {
    const spare = seats <= USUAL_SEATS ? this.spares.shift() : undefined;
    this.refill();
    return spare ?? this.start(Math.max(seats, USUAL_SEATS));
  }

  private refill(): void {
    while (!this.closed && this.spares.length < (this.options.spares ?? 2))
      this.spares.push(this.start(USUAL_SEATS));
  }

  private async start(seats: number): Promise<PluginProcess | null> {
    const image = processImage();
    const command = launchCommand(image, await this.layers(), seats, [image.main]);
    const process = await PluginProcess.start(startProcess(command), seats, this.now);
    if (process) this.running.add(process);
    return process;
  }
}

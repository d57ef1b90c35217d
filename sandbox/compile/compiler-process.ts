import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { residentMegabytes } from '../host/resident-memory.js';
import { projectRoot } from '../in-process/project-root.js';
import type { CompileAnswer, CompileRequest } from './protocol.js';

/** What a compilation may cost: milliseconds on the wall, and MB of resident memory of all its processes. */
export interface CompileLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** The answer, or why there is none; then the process has been ended. */
export type CompileOutcome = CompileAnswer | { readonly kind: 'slow' } | { readonly kind: 'large' };

const POLL_MILLISECONDS = 10;

/** A process that compiles, with esbuild's own process below it; both are watched, and end together. */
export class CompilerProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<CompileOutcome>;
  private readonly ready: Promise<CompileOutcome>;
  private alive = true;

  constructor() {
    this.child = fork(resolve(projectRoot(), 'dist/sandbox/compile/compile-main.js'), [], {
      serialization: 'advanced',
      execArgv: ['--no-warnings'],
      // A group of its own: esbuild's process ends with it.
      detached: true,
      // Where esbuild breaks down it writes pages about itself.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { TZ: 'UTC' },
    });
    this.ended = new Promise((done) => {
      const end = (): void => {
        this.alive = false;
        done({ kind: 'broken' });
      };
      this.child.once('exit', end);
      this.child.once('error', end);
    });
    this.ready = this.message();
    // It waits for work; that is no reason for this process to go on.
    this.rest();
  }

  get isAlive(): boolean {
    return this.alive;
  }

  /** One at a time. Never throws, never waits longer than the limits say. */
  async compile(request: CompileRequest, limits: CompileLimits): Promise<CompileOutcome> {
    this.child.ref();
    this.child.channel?.ref();
    try {
      if ((await this.ready).kind !== 'ready') return { kind: 'broken' };
      const outcome = await this.within(limits, () => {
        const answer = this.message();
        this.child.send(request, () => {});
        return answer;
      });
      if (outcome.kind !== 'bundle' && outcome.kind !== 'refused') await this.end();
      return outcome;
    } finally {
      this.rest();
    }
  }

  private async within(
    { milliseconds, megabytes }: CompileLimits,
    work: () => Promise<CompileOutcome>,
  ): Promise<CompileOutcome> {
    let stop: (outcome: CompileOutcome) => void = () => {};
    const stopped = new Promise<CompileOutcome>((done) => (stop = done));
    const clock = setTimeout(() => stop({ kind: 'slow' }), milliseconds);
    const watch = setInterval(() => {
      if (this.residentMegabytes() > megabytes) stop({ kind: 'large' });
    }, POLL_MILLISECONDS);
    try {
      return await Promise.race([work(), stopped]);
    } finally {
      clearTimeout(clock);
      clearInterval(watch);
    }
  }

  private message(): Promise<CompileOutcome> {
    const message = new Promise<CompileOutcome>((done) =>
      this.child.once('message', (answer) => done(answer as CompileAnswer)),
    );
    return Promise.race([message, this.ended]);
  }

  private residentMegabytes(): number {
    const pid = this.child.pid ?? 0;
    return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + residentMegabytes(each), 0);
  }

  private async end(): Promise<void> {
    if (this.alive && this.child.pid) {
      try {
        process.kill(-this.child.pid, 'SIGKILL');
      } catch {
        // Gone by itself in this moment.
      }
    }
    await this.ended;
  }

  private rest(): void {
    this.child.unref();
    this.child.channel?.unref();
  }
}

/** Processes that a process has started; none where the system does not tell. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return [];
  }
}

import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { version } from 'esbuild';
import { residentMegabytes } from '../processes/resident-memory.js';
import { processorMilliseconds } from '../processes/scheduling.js';
import { engineCommand, mainCommand, type CompilerFences } from './compiler-fences.js';
import type { CompilerImage } from './compiler-image.js';
import type { CompileAnswer, CompileRequest } from './protocol.js';

/**
 * What a compilation may cost, all its processes together: milliseconds of processor time (on the wall `PATIENCE` times
 * that, or as many where the system does not tell), and MB of resident memory.
 */
export interface CompileLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** The answer, or why there is none; then the processes have been ended. */
export type CompileOutcome = CompileAnswer | { readonly kind: 'slow' } | { readonly kind: 'large' };

/** A machine at its limits may take long to start a process. */
const atStart: CompileLimits = { milliseconds: 20_000, megabytes: 400 };
const POLL_MILLISECONDS = 10;
const PATIENCE = 20;
/** A source pays for none before it: after so much work, or with so much memory taken, others do the next. */
const MOST_BUSY_MILLISECONDS = 60_000;
const MOST_MEMORY_LEFT = 0.5;

/**
 * A process that compiles, and one with esbuild's engine, both behind fences, with pipes between them
 * (file descriptors 4 and 5 of the first); both are watched, and end together.
 */
export class CompilerProcess {
  private readonly children: readonly ChildProcess[];
  private readonly main: ChildProcess;
  /** when one of them has ended, and when both have */
  private readonly lost: Promise<CompileOutcome>;
  private readonly ended: Promise<unknown>;
  private isAlive = true;
  private busyMilliseconds = 0;

  private constructor(image: CompilerImage, surroundings: CompilerFences) {
    const service = engineCommand(image, surroundings, [`--service=${version}`, '--ping']);
    // Where esbuild breaks down it writes pages about itself: nobody reads them.
    const engine = start(service, image.root, {}, ['pipe', 'pipe', 'ignore']);
    // The library looks whether its engine is there before it is given the one that runs.
    const environment = { ESBUILD_BINARY_PATH: image.main };
    this.main = start(mainCommand(image, surroundings), '/', environment, [
      ...(['ignore', 'ignore', 'ignore', 'ipc'] as const),
      engine.stdin ?? 'ignore',
      engine.stdout ?? 'ignore',
    ]);
    // The pipes are the other process's now: the engine ends when it does. One that could not be started has none.
    engine.stdin?.destroy();
    engine.stdout?.destroy();
    this.children = [this.main, engine];
    const ends = this.children.map(endOf);
    this.ended = Promise.all(ends);
    this.lost = Promise.race(ends).then(() => {
      this.isAlive = false;
      return { kind: 'broken' };
    });
  }

  /** Null where no such process can be started: each has compiled something before it is used. */
  static async start(image: CompilerImage, surroundings: CompilerFences): Promise<CompilerProcess | null> {
    const compiler = new CompilerProcess(image, surroundings);
    const ready = await compiler.within(atStart, () => compiler.message());
    const longest = { code: Infinity, sourceMap: Infinity };
    const trial = { source: 'export default 1;', name: 'trial.js', sdk: image.sdk, longest };
    if (ready.kind === 'ready' && (await compiler.compile(trial, atStart)).kind === 'bundle') return compiler;
    await compiler.end();
    return null;
  }

  /** Whether another source can be given to it. */
  get isUsable(): boolean {
    return this.isAlive && this.busyMilliseconds < MOST_BUSY_MILLISECONDS;
  }

  /** One at a time. Never throws, never waits longer than the limits say. */
  async compile(request: CompileRequest, limits: CompileLimits): Promise<CompileOutcome> {
    this.main.ref();
    this.main.channel?.ref();
    try {
      const start = performance.now();
      const outcome = await this.within(limits, () => {
        const answer = this.message();
        this.main.send(request, () => {});
        return answer;
      });
      this.busyMilliseconds += performance.now() - start;
      const isSpent = this.residentMegabytes() > MOST_MEMORY_LEFT * limits.megabytes;
      if (outcome.kind !== 'bundle' && outcome.kind !== 'refused') await this.end();
      else if (isSpent || !this.isUsable) await this.end();
      return outcome;
    } finally {
      this.rest();
    }
  }

  async end(): Promise<void> {
    for (const child of this.children) {
      // Whoever waits for the end has nothing else that would keep it waiting.
      child.ref();
      child.kill('SIGKILL');
    }
    await this.ended;
  }

  private async within(
    { milliseconds, megabytes }: CompileLimits,
    work: () => Promise<CompileOutcome>,
  ): Promise<CompileOutcome> {
    let stop: (outcome: CompileOutcome) => void = () => {};
    const stopped = new Promise<CompileOutcome>((done) => (stop = done));
    const [start, before] = [performance.now(), this.processorMilliseconds()];
    const onTheWall = before > 0 ? PATIENCE * milliseconds : milliseconds;
    const watch = setInterval(() => {
      const used = this.processorMilliseconds() - before;
      if (this.residentMegabytes() > megabytes) stop({ kind: 'large' });
      else if (used > milliseconds || performance.now() - start > onTheWall) stop({ kind: 'slow' });
    }, POLL_MILLISECONDS);
    try {
      return await Promise.race([work(), stopped]);
    } finally {
      clearInterval(watch);
    }
  }

  private message(): Promise<CompileOutcome> {
    const message = new Promise<CompileOutcome>((done) =>
      this.main.once('message', (answer) => done(answer as CompileAnswer)),
    );
    return Promise.race([message, this.lost]);
  }

  private processorMilliseconds(): number {
    return this.children.reduce((sum, { pid = 0 }) => sum + processorMilliseconds(pid), 0);
  }

  private residentMegabytes(): number {
    return this.children.reduce((sum, { pid = 0 }) => sum + residentMegabytes(pid), 0);
  }

  /** They wait for work; that is no reason for this process to go on. */
  private rest(): void {
    for (const child of this.children) child.unref();
    this.main.channel?.unref();
  }
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
}

function start(
  [command, ...args]: readonly string[],
  cwd: string,
  environment: Record<string, string>,
  stdio: StdioOptions,
): ChildProcess {
  const child = spawn(command!, args, {
    cwd,
    stdio,
    env: { TZ: 'UTC', ...environment },
    serialization: 'advanced',
  });
  // Whoever waits for its end hears of it; where nobody has come to that yet, it is no reason to end this process.
  child.on('error', () => {});
  return child;
}

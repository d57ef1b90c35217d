import { spawn, type ChildProcess } from 'node:child_process';
import { JsonLines, type Line } from '../elsewhere/json-lines.js';
import type { Partner, Received } from '../elsewhere/partner.js';

/** How a program is started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Lines that are kept unread; a program that says more waits until they are read. */
const MOST_UNREAD = 64;
/** For a program to go by itself once nobody speaks with it any more, milliseconds. */
const PATIENCE = 1000;

/**
 * A child process that is spoken with in lines of JSON on its standard input and output; what it writes to stderr goes to ours.
 * Nothing it does, or fails to do, makes a method here throw or wait for ever.
 */
export class JsonProgram implements Partner {
  private readonly child: ChildProcess;
  private readonly lines = new JsonLines();
  private readonly unread: Line[] = [];
  private end: string | null = null;
  private wake: () => void = () => undefined;
  private readonly gone: Promise<void>;

  constructor({ program, args, env }: Command) {
    this.child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.gone = new Promise((resolve) => {
      const ended = (reason: string): void => {
        this.end ??= reason;
        this.wake();
        resolve();
      };
      this.child.once('error', ({ message }) => ended(`${program} could not be started: ${message}`));
      this.child.once('close', (code, signal) => ended(`${program} ended with ${signal ?? `code ${code}`}`));
    });
    // A program that has gone is noticed by its end.
    this.child.stdin!.on('error', () => undefined);
    this.child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.unread.push(...this.lines.push(text));
      if (this.unread.length > MOST_UNREAD) this.child.stdout!.pause();
      this.wake();
    });
  }

  send(message: object): void {
    this.child.stdin!.write(`${JSON.stringify(message)}\n`);
  }

  /** The next line within so many milliseconds. */
  async receive(milliseconds: number): Promise<Received> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const line = this.unread.shift();
      if (line) return line;
      this.child.stdout!.resume();
      if (this.end !== null) return { status: 'ended', kind: 'process-lost', reason: this.end };
      const left = deadline - performance.now();
      if (left <= 0) return { status: 'late' };
      await this.news(left);
    }
  }

  /** Lets it go by itself, else ends it; when this is done it is gone. */
  async close(): Promise<void> {
    this.child.stdin!.end();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE);
    await this.ended();
    clearTimeout(timer);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  private ended(): Promise<void> {
    this.child.stdout!.resume();
    return this.gone;
  }

  private news(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { programRoot, projectRoot } from '#project-root.js';

const main = resolve(programRoot, 'apps/cli/main.js');

type Entry = Readonly<Record<string, unknown>> & { readonly event: string };

/** `gridleague worker` in a process of its own, with ledgers in memory. */
export class WorkerCommand {
  private rest = '';
  /** what it has logged, in order */
  readonly log: Entry[] = [];
  private told = Promise.withResolvers<void>();

  private constructor(
    private readonly child: ChildProcess,
    /** resolves with its exit code; null: a signal ended it */
    readonly exited: Promise<number | null>,
  ) {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => this.hear(text));
  }

  static start(database: string, cache: string, ...options: string[]): WorkerCommand {
    const args = ['worker', '--chain', 'memory', '--cache', cache, ...options];
    const child = spawn(process.execPath, ['--no-warnings', main, ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: database, GRIDLEAGUE_SILENCE_SECONDS: '3600' },
    });
    return new WorkerCommand(child, new Promise((done) => child.once('exit', done)));
  }

  /** The first entry for which `is` holds, as soon as there is one. Throws where it ends without. */
  async said(is: (entry: Entry) => boolean): Promise<Entry> {
    for (;;) {
      const { promise } = this.told;
      const found = this.log.find(is);
      if (found) return found;
      const ended = await Promise.race([promise, this.exited.then((code) => ({ code }))]);
      if (ended && !this.log.some(is))
        throw new Error(
          `the worker ended with ${ended.code}: ${JSON.stringify(this.log.slice(-5))} ${this.rest}`,
        );
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.signal(signal);
    return this.exited;
  }

  /** What is no log entry: an error that ended it. */
  get words(): string {
    return this.rest;
  }

  private hear(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines)
      if (line.startsWith('{')) this.log.push(JSON.parse(line) as Entry);
      else this.rest = `${line}\n${this.rest}`;
    this.told.resolve();
    this.told = Promise.withResolvers();
  }
}

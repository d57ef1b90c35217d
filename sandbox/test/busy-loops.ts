import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Processes that compute without end; all of them run by the time they are given. */
export class BusyLoops {
  private constructor(private readonly children: readonly ChildProcess[]) {}

  static async start(count: number): Promise<BusyLoops> {
    const script = 'process.stdout.write("."); for (;;);';
    const children = Array.from({ length: count }, () =>
      spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'], env: {} }),
    );
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    return new BusyLoops(children);
  }

  get pids(): readonly number[] {
    return this.children.map(({ pid = 0 }) => pid);
  }

  async end(): Promise<void> {
    await Promise.all(
      this.children.map((child) => {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        return gone;
      }),
    );
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { kindsOf, ProcessLoad, type ProcessRow } from './process-load.js';

const BURNT_SECONDS = 0.3;
/** Uses so much processor time, says so, and stays. */
const BURNER = `
  while (process.cpuUsage().user < ${BURNT_SECONDS * 1e6});
  process.stdout.write('done');
  setInterval(() => {}, 1000);
`;

describe('the load of a deployment', () => {
  it('tells processes apart by who started them and by what they run', () => {
    const commands: Readonly<Record<number, string>> = {
      ...{ 1: 'serve', 2: 'node matches/workers/main.js', 3: 'sandbox', 4: 'below a sandbox' },
      ...{ 5: 'node contracts/service/process/chain-process-main.js', 6: 'anvil', 7: 'compiler' },
      ...{ 20: 'worker', 21: 'node matches/workers/main.js', 22: 'sandbox' },
      ...{
        23: 'node contracts/service/process/chain-process-main.js',
        30: 'postgres',
        31: 'postgres: backend',
      },
      40: 'somebody else',
    };
    const parents: Readonly<Record<number, number>> = {
      ...{ 1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 1, 20: 0, 21: 20, 22: 21, 23: 20, 30: 0, 31: 30, 40: 0 },
    };
    const rows: ProcessRow[] = Object.entries(parents).map(([pid, parent]) => {
      return { pid: Number(pid), parent, started: '0', seconds: 1 };
    });
    const roots = new Map([
      [1, 'server'],
      [20, 'worker'],
      [30, 'database'],
    ] as const);
    const kinds = kindsOf(rows, roots, (pid) => commands[pid]!);
    const of = (kind: string): number[] =>
      [...kinds]
        .filter(([, its]) => its === kind)
        .map(([pid]) => pid)
        .sort((a, b) => a - b);
    expect(of('server')).toEqual([1, 7]);
    expect(of('worker')).toEqual([2, 20, 21]);
    expect(of('plugins')).toEqual([3, 4, 22]);
    expect(of('chain')).toEqual([5, 6, 23]);
    expect(of('database')).toEqual([30, 31]);
  });

  it('is what the processes used, also of one that has ended', async () => {
    const child = spawn(process.execPath, ['-e', BURNER], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    try {
      const load = new ProcessLoad(new Map([[child.pid!, 'chain']]));
      await once(child.stdout, 'data');
      const { chain, ...others } = load.look();
      expect(chain).toBeGreaterThanOrEqual(BURNT_SECONDS);
      expect(others).toEqual({ server: 0, worker: 0, plugins: 0, database: 0 });
      child.kill('SIGKILL');
      await exited;
      expect(load.look().chain).toBe(chain);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

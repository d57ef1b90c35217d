// `npm run test:busy -- [loops] [times] [patterns]`: all tests (or those of the patterns) again and again beside so many
// loops that never end, by default 20 loops, three times. Ends with 1 as soon as one run fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { tasks } from './tasks.mjs';

const [loops = '20', times = '3', ...patterns] = process.argv.slice(2);

const busy = Array.from({ length: Number(loops) }, () =>
  spawn(
    process.execPath,
    [
      '-e',
      'process.on("disconnect", () => process.exit()); (function on() { const end = Date.now() + 100; while (Date.now() < end); setImmediate(on); })()',
    ],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {},
    },
  ),
);
await Promise.all(busy.map((child) => once(child, 'spawn')));

let code = 0;
for (let time = 1; time <= Number(times) && code === 0; time++) {
  const start = performance.now();
  const [{ args, env }] = tasks.test.steps(patterns);
  const tests = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  [code] = await once(tests, 'exit');
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  console.log(
    `run ${time} of ${times} beside ${loops} busy loops: ${code === 0 ? 'passed' : 'FAILED'} in ${minutes} minutes`,
  );
}
for (const child of busy) child.kill('SIGKILL');
process.exitCode = code ?? 1;

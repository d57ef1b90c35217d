import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { defaultSandboxLimits } from './limits.js';
import { PluginProcess } from './plugin-process.js';

/** A process that has been taken over: it speaks the protocol as far as it likes. */
function takenOver(onCalls: string): ChildProcess {
  const script = `
    process.on('message', (message) => {
      if (message.kind !== 'calls') return;
      const { batch, calls } = message;
      ${onCalls}
    });
    process.send({ kind: 'ready' });`;
  return spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
    env: {},
  });
}

async function runIn(onCalls: string, milliseconds = 50) {
  const child = takenOver(onCalls);
  const process = (await PluginProcess.start(child, 1, () => performance.now()))!;
  process.open({ file: 'x.ts', code: '' }, { ...defaultSandboxLimits, milliseconds }, 1);
  const outcome = await process.run([{ seat: 0, verb: 'load' }]);
  const alive = process.isAlive;
  await process.kill();
  return { outcome, alive };
}

describe('a sandbox process, whatever it does', () => {
  it.each([
    ['answers another batch', "process.send({ kind: 'results', batch: batch + 1, results: [1] });"],
    ['answers with another number of results', "process.send({ kind: 'results', batch, results: [] });"],
    ['sends something else', "process.send('hello');"],
    ['sends null', 'process.send(null);'],
    ['exits', 'process.exit(0);'],
    ['crashes', 'process.abort();'],
    ['lets go of its channel', 'process.disconnect();'],
  ])('that %s is lost, and ended', async (_, onCalls) => {
    const { outcome, alive } = await runIn(onCalls);
    if (outcome.status !== 'lost') throw new Error('its answer was believed');
    expect(['process-lost', 'timed-out']).toContain(outcome.kind);
    expect(outcome.culprit).toBe(0);
    expect(alive).toBe(false);
  });

  it('that never answers is ended by the clock', async () => {
    const { outcome } = await runIn('');
    expect(outcome).toMatchObject({ status: 'lost', kind: 'timed-out', reason: 'took longer than 50 ms' });
  });

  it('that says without end that it begins a call is lost', async () => {
    const { outcome } = await runIn("setInterval(() => require('fs').writeSync(4, 'x'), 20);", 5000);
    expect(outcome).toMatchObject({
      status: 'lost',
      kind: 'process-lost',
      reason: 'the process began more calls than it was given',
    });
  });

  it('that eats memory is ended', async () => {
    const { outcome } = await runIn(
      'const all = []; const eat = () => { all.push(Buffer.alloc(2 ** 26, 1)); setTimeout(eat, 1); }; eat();',
      20_000,
    );
    expect(outcome).toMatchObject({ status: 'lost', kind: 'out-of-memory' });
  });

  it('that cannot even start is no process', async () => {
    const child = spawn(process.execPath, ['-e', 'process.exit(1)'], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      env: {},
    });
    expect(await PluginProcess.start(child, 1, () => performance.now())).toBeNull();
  });

  it('ends when its parent is gone', async () => {
    const { processImage } = await import('./process-image.js');
    const { findFences, launchCommand, startProcess } = await import('./launch.js');
    const image = await processImage();
    const child = startProcess(launchCommand(image, await findFences(image), 1, [image.main]));
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

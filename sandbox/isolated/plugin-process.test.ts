import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { findFences, launchCommand, startProcess, type StartedProcess } from './launch.js';
import { defaultSandboxLimits } from '../calls/limits.js';
import { PluginProcess } from './plugin-process.js';
import { processImage } from './process-image.js';

/** A process that has been taken over: it speaks the protocol as far as it likes. */
function takenOver(onCalls: string): StartedProcess {
  const script = `
    const mark = (batch, begun) => require('node:fs').writeSync(4, Uint32Array.of(batch, begun), 0, 8, 0);
    process.on('message', (message) => {
      if (message.kind === 'open') process.send({ kind: 'opened' });
      if (message.kind !== 'calls') return;
      const { batch, calls } = message;
      ${onCalls}
    });
    process.send({ kind: 'ready' });`;
  return startProcess([process.execPath, '-e', script]);
}

async function runIn(onCalls: string, milliseconds = 50) {
  const process = (await PluginProcess.start(takenOver(onCalls), 1, () => performance.now()))!;
  expect(await process.open({ file: 'x.ts', code: '' }, { ...defaultSandboxLimits, milliseconds }, 1)).toBe(
    true,
  );
  const call = { seat: 0, verb: 'load' } as const;
  const outcome = await process.run([call, call]);
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

  it.each([
    ['goes on without end', 'let begun = 0; setInterval(() => mark(batch, ++begun), 20);'],
    ['goes backwards', 'let begun = 2; setInterval(() => mark(batch, (begun = 3 - begun)), 20);'],
  ])('that marks progress that %s is lost', async (_, onCalls) => {
    const { outcome } = await runIn(onCalls, 5000);
    expect(outcome).toMatchObject({
      status: 'lost',
      kind: 'process-lost',
      reason: 'the process began calls that it was not given',
    });
  });

  it('is lost at the call that it began last', async () => {
    const { outcome } = await runIn('mark(batch, 2);');
    expect(outcome).toMatchObject({ status: 'lost', kind: 'timed-out', culprit: 1 });
  });

  it('that eats memory is ended', async () => {
    const { outcome } = await runIn(
      'const all = []; const eat = () => { all.push(Buffer.alloc(2 ** 26, 1)); setTimeout(eat, 1); }; eat();',
      20_000,
    );
    expect(outcome).toMatchObject({ status: 'lost', kind: 'out-of-memory' });
  });

  it('that outlives its end is waited for no longer', async () => {
    const started = takenOver('');
    const process = (await PluginProcess.start(started, 1, () => performance.now()))!;
    const { child } = started;
    const [kill] = [child.kill.bind(child), (child.kill = () => true)];
    await process.open({ file: 'x.ts', code: '' }, { ...defaultSandboxLimits, milliseconds: 50 }, 1);
    expect(await process.run([{ seat: 0, verb: 'load' }])).toMatchObject({
      status: 'lost',
      kind: 'timed-out',
    });
    expect([process.isAlive, child.exitCode, child.signalCode]).toEqual([false, null, null]);
    kill('SIGKILL');
    await once(child, 'exit');
  });

  it('that the machine never lets run is the fault of the machine, and not waited for', async () => {
    let hours = 0;
    const clock = (): number => hours * 3_600_000;
    const withheld = () => ({ ran: 0, withheld: clock() });
    const started = takenOver('mark(batch, 1);');
    const process = (await PluginProcess.start(started, 1, clock, withheld))!;
    await process.open({ file: 'x.ts', code: '' }, defaultSandboxLimits, 1);
    let looks = 0;
    const look = (): null => {
      looks += started.progress.begun(1);
      return null;
    };
    const running = process.run([{ seat: 0, verb: 'load' }], look);
    const looksMore = async (times: number): Promise<void> => {
      for (const most = looks + times; process.isAlive && looks < most;) await setImmediate();
    };
    await looksMore(2); // now it is known to have begun
    hours = 0.9;
    await looksMore(10);
    expect(process.isAlive).toBe(true);
    hours = 2;
    await expect(running).rejects.toMatchObject({ code: 'sandbox-unavailable' });
    expect(process.isAlive).toBe(false);
  });

  it('that cannot even start is no process', async () => {
    const started = startProcess([process.execPath, '-e', 'process.exit(1)']);
    expect(await PluginProcess.start(started, 1, () => performance.now())).toBeNull();
  });

  it('ends when its parent is gone', async () => {
    const image = processImage();
    const { child, progress } = startProcess(launchCommand(image, await findFences(image), 1, [image.main]));
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
    progress.close();
  });
});

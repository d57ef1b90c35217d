import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultSandboxLimits as limits } from '../calls/limits.js';
import { fencesHere } from './fences-here.js';
import { launchCommand, startProcess } from './launch.js';
import { PluginProcess } from './plugin-process.js';
import { processImage } from './process-image.js';
import { SNAPSHOT_FILE, type FromProcess } from './protocol.js';

/** Says, as its name, how deep it can recurse, what it finds around it, and what chance gives it. */
const teller = `
let depth = 0;
const dive = () => { depth++; dive(); };
try { dive(); } catch {}
const names = Object.getOwnPropertyNames(globalThis).length;
const own = globalThis.seen; globalThis.seen = true;
exports.default = { kind: 'agent', name: [depth, names, own, Math.random()].join(' '), create() {} };`;

const load = { verb: 'load' } as const;

async function start(): Promise<ReturnType<typeof startProcess>> {
  const image = processImage();
  return startProcess(launchCommand(image, await fencesHere(), 4, [image.main]));
}

/** What the plugin says on so many seats of a process. */
async function said(seats: number): Promise<readonly unknown[]> {
  const process = (await PluginProcess.start(await start(), 4, () => performance.now()))!;
  await process.open({ file: 'teller.ts', code: teller }, limits, seats);
  const calls = Array.from({ length: seats }, (_, seat) => ({ ...load, seat }));
  const outcome = await process.run(calls);
  await process.kill();
  if (outcome.status !== 'answered') throw new Error(outcome.reason);
  return outcome.results.map((result) => (result as { readonly value: unknown }).value);
}

describe('the heap that seats start from', () => {
  const kept = (): string => join(dirname(processImage().main), SNAPSHOT_FILE);

  it('is made by the first process, kept, and found by the next', async () => {
    expect(existsSync(kept())).toBe(false);
    const first = await said(2);
    expect(readdirSync(dirname(kept())).sort()).toEqual([SNAPSHOT_FILE, 'guest.js', 'main.mjs']);
    const { child, progress } = await start();
    const [ready] = (await once(child, 'message')) as [FromProcess];
    child.kill('SIGKILL');
    progress.close();
    expect(ready).toEqual({ kind: 'ready' });
    // One that was made elsewhere, and read by a process whose strings have other hashes, is the same to plugins.
    expect(await said(2)).toEqual(first);
  });

  it('is a new one for each seat, with nothing of ours left among the names', async () => {
    const [one, other] = await said(2);
    expect(one).toMatch(/"name":"\d+ 61 {2}0\.\d+"/);
    expect(other).toBe(one);
  });
});

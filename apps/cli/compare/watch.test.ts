import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { programRoot } from '#project-root.js';
import { TINY } from '../../server/test/tiny-scenario.js';
import { temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
const asking = (share: string): string => `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'mine',
  create: () => ({
    bid: ({ prices }, { bestBundles }) =>
      bestBundles(prices).map((option) => ({ ...option, limit: option.value - ${share} * Math.abs(option.value) })),
  }),
});`;

/** As editors save: another file takes the place. */
async function save(source: string): Promise<void> {
  await writeFile(folder.path('mine.new'), source);
  await rename(folder.path('mine.new'), folder.path('mine.ts'));
}

it('compare --watch plays again what a save has changed, tells it, and outlasts a file that does not compile', async () => {
  await writeFile(folder.path('tiny.json'), JSON.stringify(TINY));
  await save(asking('0.9'));
  const args = ['compare', folder.path('mine.ts'), 'truthful', '--scenario', folder.path('tiny.json')];
  const child = spawn(
    process.execPath,
    [
      resolve(programRoot, 'apps/cli/main.js'),
      ...args,
      '--seeds',
      '2',
      '--rounds',
      '8',
      '--workers',
      '1',
      '--watch',
    ],
    { env: { ...process.env, NODE_OPTIONS: '', GRIDLEAGUE_DATA: folder.path('data') } },
  );
  let said = '';
  let look: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      look();
    });
  /** What it says until it watches again; its two streams may come in either order. */
  const toldUntilItWatches = (): Promise<string> =>
    new Promise((told) => {
      look = () => {
        if (!said.includes('watching ') || !/known from before|mine\.ts:\d/.test(said)) return;
        told(said);
        said = '';
      };
      look();
    });
  try {
    expect(await toldUntilItWatches()).toMatch(/4 matches played, 0 known from before/);
    await save(asking('0.4'));
    expect(await toldUntilItWatches()).toMatch(/2 matches played, 2 known from before/);
    await save(asking('missing('));
    expect(await toldUntilItWatches()).toMatch(/mine\.ts:6:/);
    // As it was: all of it is known.
    await save(asking('0.9'));
    expect(await toldUntilItWatches()).toMatch(/0 matches played, 4 known from before/);
    expect(child.exitCode).toBeNull();
  } finally {
    const gone = once(child, 'close');
    child.kill();
    await gone;
  }
});

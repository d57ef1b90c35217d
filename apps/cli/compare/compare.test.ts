/** @short-form 1/5 or none; each time: matches/compare */
import { writeFile } from 'node:fs/promises';
import { TINY } from '../../server/test/tiny-scenario.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
beforeAll(async () => {
  process.env.GRIDLEAGUE_DATA = folder.path('data');
  await writeFile(folder.path('tiny.json'), JSON.stringify(TINY));
});

const asking = (share: number): string => `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'mine',
  create: () => ({
    bid: ({ prices }, { bestBundles }) =>
      bestBundles(prices).map((option) => ({ ...option, limit: option.value - ${share} * Math.abs(option.value) })),
  }),
});`;

interface Document {
  readonly played: number;
  readonly known: number;
  readonly rows: readonly {
    readonly kind: string;
    readonly mine: number;
    readonly difference: { mean: number };
  }[];
  readonly resultHashes: readonly string[];
}

async function compared(...args: string[]): Promise<Document> {
  const command = ['compare', folder.path('mine.ts'), 'truthful', '--scenario', folder.path('tiny.json')];
  const { code, stdout, stderr } = await gridleague(
    ...command,
    '--rounds',
    '20',
    '--workers',
    '1',
    '--json',
    ...args,
  );
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Document;
}

it('plays what was not played before, and as `play` does', async () => {
  await writeFile(folder.path('mine.ts'), asking(0.9));
  const first = await compared('--seeds', '2', '--against', 'shaded');
  expect(first).toMatchObject({ played: 4, known: 0 });
  // The whole of it is known; another seed, or another program, is not.
  const second = await compared('--seeds', '3', '--against', 'shaded');
  expect(second).toMatchObject({ played: 2, known: 4 });
  expect(second.resultHashes.slice(0, 4)).toEqual(first.resultHashes);
  await writeFile(folder.path('mine.ts'), asking(0));
  // That one is truthful in all but its name, so it plays and earns the same.
  const third = await compared('--seeds', '2', '--against', 'shaded');
  expect(third).toMatchObject({ played: 2, known: 2, rows: [{ kind: 'all', difference: { mean: 0 } }, {}] });
  const { stdout } = await gridleague(
    ...['play', folder.path('tiny.json'), '--chain', 'memory', '--rounds', '20', '--seed', '2', '--json'],
    ...['--agent', 'shaded', '--agent', 'truthful'],
  );
  // In the second block the line-up is dealt from the next seat on.
  expect(third.resultHashes[3]).toBe((JSON.parse(stdout) as { resultHash: string }).resultHash);
});

it('refuses what cannot be compared', async () => {
  const { code, stderr } = await gridleague('compare', 'truthful', 'truthful');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('the same program') as string,
  });
});

import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskTexts } from './disk-texts.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'disk-texts-'))));
afterEach(() => rm(folder, { recursive: true }));

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const fileOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);
const never = (): Promise<string> => Promise.reject(new Error('loaded again'));

async function filesIn(): Promise<readonly string[]> {
  const all = await readdir(folder, { withFileTypes: true, recursive: true });
  return all.filter((one) => one.isFile()).map(({ name }) => name);
}

it('never grows beyond its limit by more than a tenth, and keeps what was used last', async () => {
  const texts = Array.from({ length: 40 }, (_, i) => `${i} `.padEnd(100, 'x'));
  const cache = await DiskTexts.open(folder, 1_000);
  const often = texts[0]!;
  for (const [i, text] of texts.entries()) {
    await cache.get(hashOf(text), () => Promise.resolve(text));
    await utimes(fileOf(hashOf(text)), i, i);
    await cache.get(hashOf(often), never);
    expect((await filesIn()).length).toBeLessThanOrEqual(11);
  }
  expect(await filesIn()).toContain(hashOf(texts.at(-1)!));
  expect(await filesIn()).not.toContain(hashOf(texts[1]!));
});

it('a new worker shrinks what others have left, drafts of killed ones as well, and touches nothing else', async () => {
  await mkdir(join(folder, 'ab'));
  await writeFile(join(folder, 'ab', `${hashOf('old')}.${randomUUID()}`), 'x'.repeat(5_000));
  await writeFile(join(folder, 'thesis.tex'), 'x'.repeat(5_000));
  const cache = await DiskTexts.open(folder, 1_000);
  await cache.get(hashOf('new'), () => Promise.resolve('new'));
  expect((await filesIn()).toSorted()).toEqual([hashOf('new'), 'thesis.tex'].toSorted());
});

it('what is damaged, too large, or no file that ends, is loaded', async () => {
  const cache = await DiskTexts.open(folder, 1_000);
  for (const [text, put] of [
    ['damaged', (file: string) => writeFile(file, 'other')],
    ['endless', (file: string) => Promise.resolve(void execFileSync('mkfifo', [file]))],
    ['a folder', (file: string) => mkdir(file)],
  ] as const) {
    await mkdir(join(fileOf(hashOf(text)), '..'), { recursive: true });
    await put(fileOf(hashOf(text)));
    expect(await cache.get(hashOf(text), () => Promise.resolve(text))).toBe(text);
  }
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { MadeFiles } from './made-files.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'made-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('makes a file once, for all who ask meanwhile and later; a failure is forgotten', async () => {
  const files = new MadeFiles(join(folder, 'made'));
  let times = 0;
  const make = async (file: string): Promise<void> => writeFile(file, String(++times));
  const failing = (): Promise<string> => files.fileOf('one', () => Promise.reject(new Error('no room')));
  await expect(failing()).rejects.toThrow('no room');
  const asked = await Promise.all(Array.from({ length: 20 }, () => files.fileOf('one', make)));
  expect(new Set(asked)).toEqual(new Set([join(folder, 'made', 'one')]));
  expect(await new MadeFiles(join(folder, 'made')).fileOf('one', make)).toBe(asked[0]);
  expect([times, await readFile(asked[0]!, 'utf8')]).toEqual([1, '1']);
});

it('gives up what all who asked have left, and makes it anew for whoever asks meanwhile', async () => {
  const files = new MadeFiles(join(folder, 'left'));
  const [first, second] = [new AbortController(), new AbortController()];
  let begun = 0;
  // As a job that waits for its turn.
  const make = async (file: string, gone: AbortSignal): Promise<void> => {
    if (++begun > 1) return writeFile(file, 'made');
    await new Promise((_, failed) => gone.addEventListener('abort', () => failed(new Error('dropped'))));
  };
  const ask = (gone?: AbortSignal): Promise<string> =>
    files.fileOf('one', make, gone).catch(({ message }: Error) => message);
  const left = [ask(first.signal), ask(second.signal)];
  while (begun === 0) await turn();
  first.abort();
  await turn();
  expect(begun).toBe(1);
  second.abort();
  // It is being cleared away.
  const late = ask();
  expect(await Promise.all(left)).toEqual(['dropped', 'dropped']);
  expect([await late, await readFile(await late, 'utf8'), begun]).toEqual([
    join(folder, 'left', 'one'),
    'made',
    2,
  ]);
  expect(await readdir(join(folder, 'left'))).toEqual(['one']);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

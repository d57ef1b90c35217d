import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWhole, removeParts } from './private-file.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-whole-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file that is made whole', () => {
  it('is on disk before it has its name, and so is its name before it is told of', async () => {
    const file = join(folder, 'made');
    const handle = await open(folder, 'r');
    const synced: boolean[] = [];
    const handles = Object.getPrototypeOf(handle) as typeof handle;
    const sync: (this: typeof handle) => Promise<void> = Reflect.get(handles, 'sync');
    handles.sync = function (this: typeof handle) {
      synced.push(existsSync(file));
      return sync.call(this);
    };
    await makeWhole(file, (draft) => writeFile(draft, 'all of it')).finally(() => (handles.sync = sync));
    await handle.close();
    expect(synced).toEqual([false, true]);
    expect(await readFile(file, 'utf8')).toBe('all of it');
    expect(await readdir(folder)).toEqual(['made']);
  });

  it('leaves nothing where it fails, and what a killed process left is removed', async () => {
    const file = join(folder, 'failed');
    const failing = makeWhole(file, async (draft) => {
      await writeFile(draft, 'a part');
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(await readdir(folder)).toEqual([]);
    for (const name of ['failed.part', 'whole']) await writeFile(join(folder, name), '');
    await removeParts(folder);
    await removeParts(join(folder, 'none'));
    expect(await readdir(folder)).toEqual(['whole']);
  });
});

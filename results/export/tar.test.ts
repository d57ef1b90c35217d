import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarOf } from './tar.js';

it('makes archives that tar unpacks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-tar-'));
  try {
    const files = new Map(
      [0, 1, 511, 512, 513, 70_000].map((size) => [`pack/${size}.csv`, new Uint8Array(size).fill(65)]),
    );
    await writeFile(join(folder, 'x.tar'), tarOf(files));
    execFileSync('tar', ['-xf', 'x.tar'], { cwd: folder });
    for (const [name, content] of files)
      expect(new Uint8Array(await readFile(join(folder, name)))).toEqual(content);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('refuses names that do not fit', () => {
  expect(() => tarOf(new Map([['x'.repeat(101), new Uint8Array()]]))).toThrow(RangeError);
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPluginFile } from './read-source.js';

const folder = mkdtempSync(join(tmpdir(), 'gridleague-read-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'plugin.ts');

it('reads all of a file up to the largest legal one', async () => {
  const bytes = Buffer.alloc(256 * 1024, 'x');
  writeFileSync(path, bytes);
  expect(bytes.equals(await readPluginFile(path))).toBe(true);
});

it('reads nothing of a larger one', async () => {
  truncateSync(path, 2 ** 40);
  await expect(readPluginFile(path)).rejects.toThrow('has 1099511627776 bytes; a plugin may have 262144');
});

it('neither waits for a pipe nor reads from a device or a folder', async () => {
  const pipe = join(folder, 'pipe.ts');
  execFileSync('mkfifo', [pipe]);
  for (const strange of [pipe, '/dev/zero', folder])
    await expect(readPluginFile(strange)).rejects.toThrow(`${strange}: is not a regular file`);
});

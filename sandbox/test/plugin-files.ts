import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes plugins of a test's own into a folder that lasts as long as its file's tests; gives their paths. */
export function pluginFiles(): (name: string, source: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'gridleague-plugins-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, source) => {
    const path = join(folder, name);
    writeFileSync(path, source);
    return path;
  };
}

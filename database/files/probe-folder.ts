import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILLER = new Uint8Array(64 * 1024);

/** Writes a file into a folder and removes it; rejects where there is no room. */
export async function probeFolder(folder: string): Promise<void> {
  const file = join(folder, `gridleague-probe-${randomUUID()}`);
  try {
    await writeFile(file, FILLER, { flag: 'wx', mode: 0o600 });
  } finally {
    await rm(file, { force: true });
  }
}

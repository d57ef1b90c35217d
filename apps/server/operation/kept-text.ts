import { readFile } from 'node:fs/promises';
import { narrow, writePrivate } from '#database/files/private-file.js';

/** The text of a file that only its owner may read; made at the first time. */
export async function keptText(file: string, make: () => string): Promise<string> {
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (known.trim()) {
    await narrow(file);
    return known;
  }
  const text = make();
  await writePrivate(file, text);
  return text;
}

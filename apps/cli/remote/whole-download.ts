import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { InputError } from '#matches/input-error.js';

/**
 * The bytes of an answer, once all of them are on disk: whoever plays matches between two reads would keep the server waiting, which
 * closes what stands still. `most`: bytes. The file has no name, so that nothing of it stays. Throws `InputError`.
 */
export async function wholeDownload(
  body: AsyncIterable<Uint8Array>,
  name: string,
  most: number,
): Promise<Readable> {
  const file = await namelessFile();
  try {
    let bytes = 0;
    for await (const chunk of cutShort(body, name)) {
      bytes += chunk.byteLength;
      if (bytes > most) throw new InputError(`${name}: the answer is longer than ${most} bytes`);
      await file.writeFile(chunk).catch((error: Error) => {
        throw new InputError(`${name}: the answer cannot be kept in ${tmpdir()}: ${error.message}`);
      });
    }
    return file.createReadStream({ start: 0 });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function* cutShort(body: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    throw new InputError(`${name}: the answer cannot be read to its end: ${(error as Error).message}`);
  }
}

async function namelessFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-download-'));
  try {
    return await open(join(folder, 'answer'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

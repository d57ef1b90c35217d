import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BundleError } from './bundle-error.js';
import { bundleLimits } from './bundle-limits.js';

const NEWLINE = 0x0a;
/** The first byte of gzipped text. */
const GZIP = 0x1f;
/** What zlib says of anything else, be it the first part of a source or one behind a whole zip. */
const NO_GZIP = 'incorrect header check';

const NOT_GZIPPED = 'is not gzipped: a bundle of a run, such as run.jsonl.gz, is expected';
const BEHIND = 'something that is not zipped stands behind its end';

/**
 * The lines of gzipped text, each at most as long as `bundleLimits` says; the memory they take is that of one
 * line. `name` is what errors call the source. Throws `BundleError` for whatever is wrong with it.
 */
export async function* unzippedLines(source: Readable, name: string): AsyncGenerator<Buffer, void> {
  const plain = createGunzip();
  let received = 0;
  let firstByte: number | undefined;
  source.on('data', (chunk: Buffer) => {
    firstByte ??= chunk[0];
    received += chunk.length;
  });
  source.on('error', (error) => plain.destroy(error));
  let parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of source.pipe(plain) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        parts.push(chunk.subarray(start, end));
        yield whole(parts, length + end - start, name);
        [parts, length, start] = [[], 0, end + 1];
      }
      parts.push(chunk.subarray(start));
      length += chunk.length - start;
      checkLength(length, name);
    }
  } catch (error) {
    if (error instanceof BundleError) throw error;
    const { message } = error as Error;
    if (message === NO_GZIP) throw new BundleError(`${name}: ${firstByte === GZIP ? BEHIND : NOT_GZIPPED}`);
    throw new BundleError(`${name}: cannot be read: ${message}`);
  } finally {
    source.destroy();
    plain.destroy();
  }
  if (length > 0) throw new BundleError(`${name}: ends in the middle of a line`);
  if (plain.bytesWritten !== received) throw new BundleError(`${name}: ${BEHIND}`);
}

function whole(parts: readonly Buffer[], length: number, name: string): Buffer {
  checkLength(length, name);
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, length);
}

function checkLength(length: number, name: string): void {
  if (length > bundleLimits.lineBytes)
    throw new BundleError(`${name}: a line is longer than ${bundleLimits.lineBytes} bytes`);
}

import type { BundledMatch, ReadMatch } from '../../match/run-bundle.js';

const MOST_MATCHES = 64;
const MOST_BYTES = 64 * 1024 * 1024;

/** Matches in portions that can be held and replayed together. */
export async function* recordBatches(
  matches: AsyncIterable<ReadMatch>,
): AsyncGenerator<readonly BundledMatch[]> {
  let batch: BundledMatch[] = [];
  let held = 0;
  for await (const { record, bytes } of matches) {
    batch.push(record);
    held += bytes;
    if (batch.length < MOST_MATCHES && held < MOST_BYTES) continue;
    yield batch;
    [batch, held] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

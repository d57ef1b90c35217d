import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ownFolder } from '../../dist/sandbox/processes/own-folder.js';

/**
 * All temporary files of a test run lie in one folder, which the next run removes if this one is killed; what test files
 * make once for all of them lies beside it.
 */
export default async function makeTestFolder() {
  const [temporary, kept] = ['t', 'kept'].map((name) => join(ownFolder(), name));
  await Promise.all([mkdir(temporary), mkdir(kept)]);
  process.env.TMPDIR = temporary;
  process.env.GRIDLEAGUE_TEST_KEPT = kept;
  process.env.GRIDLEAGUE_TEST_SESSION = String(process.pid);
}

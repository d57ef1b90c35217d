import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ownFolder } from '../../dist/sandbox/processes/own-folder.js';

/** All temporary files of a test run lie in one folder, which the next run removes if this one is killed. */
export default async function makeTestFolder() {
  const folder = join(ownFolder(), 't');
  await mkdir(folder);
  process.env.TMPDIR = folder;
}

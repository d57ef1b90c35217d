import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { sweep } from '../../dist/sandbox/host/own-folder.js';

/** Processes whose parents were killed end by themselves. */
const PATIENCE_MILLISECONDS = 20_000;

/** A run that leaves temporary files behind has failed. */
export default async function removeTestFolder() {
  const folder = tmpdir();
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  let left = await leftIn(folder);
  for (; left.length > 0 && performance.now() < deadline; left = await leftIn(folder)) await setTimeout(100);
  await rm(folder, { recursive: true, force: true });
  if (left.length > 0) throw new Error(`the tests left temporary files behind: ${left.join(', ')}`);
}

/** What a kill leaves is removed by the next process. */
async function leftIn(folder) {
  sweep();
  return readdir(folder);
}

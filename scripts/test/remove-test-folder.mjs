import { readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { sweep } from '../../dist/sandbox/processes/own-folder.js';

/** Processes whose parents were killed end by themselves. */
const PATIENCE_MILLISECONDS = 10_000 * Number(process.env.GRIDLEAGUE_TEST_PATIENCE ?? 2);

/** A run that leaves temporary files behind has failed. They go with its process. */
export default async function removeTestFolder() {
  await endPostgres();
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  let left = await remaining();
  for (; left.length > 0 && performance.now() < deadline; left = await remaining()) await setTimeout(100);
  if (left.length > 0) throw new Error(`the tests left temporary files behind: ${left.join(', ')}`);
}

/** Ends the server that tests have started, if any has. */
async function endPostgres() {
  const news = await readFile(join(process.env.GRIDLEAGUE_TEST_KEPT, 'postgres.json'), 'utf8').catch(
    () => '{}',
  );
  const { pid } = JSON.parse(news);
  try {
    for (process.kill(pid, 'SIGTERM'); ; await setTimeout(20)) process.kill(pid, 0);
  } catch {
    // It is gone, or was never there.
  }
}

/** Apart from what a kill leaves, which the next process removes. */
async function remaining() {
  sweep();
  return readdir(tmpdir());
}

import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All temporary files of a test run lie in one folder. */
export default async function makeTestFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-test-'));
  // Sandbox processes run as nobody.
  await chmod(folder, 0o755);
  process.env.TMPDIR = folder;
}

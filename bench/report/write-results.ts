import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { engineIdentity } from '#matches/play/engine-identity.js';

/**
 * Writes bench/results/<name>.json with the machine it was measured on; a quick run goes to var/bench and
 * leaves the published figures alone. Returns the file's path.
 */
export async function writeResults(name: string, quick: boolean, results: object): Promise<string> {
  const folder = resolve(quick ? 'var/bench' : 'bench/results');
  await mkdir(folder, { recursive: true });
  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  const document = { benchmark: name, engine: await engineIdentity(), machine, ...results };
  const file = resolve(folder, `${name}.json`);
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
  return file;
}

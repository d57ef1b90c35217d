import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compiledRoot, projectRoot } from '#project-root.js';

/** Rooms whose code decides how a match goes. */
const ENGINE = ['contracts', 'leagues', 'market', 'matches', 'plugins/sdk', 'sandbox'];

/**
 * Identity of the code that plays: a hash of all that is compiled of it, the SDK's sources, the versions of its packages and of Node.
 * A commit does not do: who changes the engine has not committed yet.
 */
export async function engineHash(): Promise<string> {
  const compiled = ENGINE.map((room) => resolve(compiledRoot, room));
  const files = (await Promise.all([...compiled, resolve(projectRoot, 'plugins/sdk')].map(codeIn))).flat();
  const hash = createHash('sha256').update(process.version);
  for (const file of [...files.sort(), resolve(projectRoot, 'package-lock.json')])
    hash.update(`\0${file.slice(projectRoot.length)}\0`).update(await readFile(file));
  return hash.digest('hex');
}

async function codeIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => /(?<!\.d|\.test)\.[jt]s$/.test(name)).map((name) => join(folder, name));
}

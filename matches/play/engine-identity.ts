import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { MatchReport } from '#market/match/report.js';

/** Which version of this project plays: of package.json, and the commit (`-dirty` if edited since) where it is a clone. */
export async function engineIdentity(): Promise<MatchReport['engine']> {
  const root = projectRoot();
  const { version } = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { version, commit: await commitOf(root) };
}

async function commitOf(root: string): Promise<string> {
  if (!existsSync(resolve(root, '.git'))) return 'unknown';
  const describe = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude', '*'];
  return promisify(execFile)('git', describe, { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  );
}

/** The nearest folder above with package.json, whether this runs from source or compiled. */
function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(resolve(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

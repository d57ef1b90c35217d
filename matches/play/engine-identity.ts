import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { MatchReport } from '#market/match/report.js';
import { projectRoot } from '#project-root.js';

/** Which version of this project plays: of package.json, and the commit (`-dirty` if edited since) where it is a clone. */
export async function engineIdentity(): Promise<MatchReport['engine']> {
  const { version } = JSON.parse(await readFile(resolve(projectRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { version, commit: await commitOf() };
}

async function commitOf(): Promise<string> {
  if (!existsSync(resolve(projectRoot, '.git'))) return 'unknown';
  const describe = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude', '*'];
  return promisify(execFile)('git', describe, { cwd: projectRoot }).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  );
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { MatchReport } from '#market/match/report/report.js';
import { projectRoot } from '#project-root.js';

/** Of a build that somebody else tells of: what is printed of it has no room for anything else. */
export const engineSchema = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}(-[0-9A-Za-z.-]{1,40})?$/, 'must be a version such as 1.2.3'),
  commit: z
    .string()
    .regex(/^([0-9a-f]{7,64}(-dirty)?|unknown)$/, 'must be a commit in hexadecimal digits, or unknown'),
});

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

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { prepareSubmission, type Submission } from '#sandbox/host/submission.js';
import { projectRoot } from '#sandbox/in-process/project-root.js';

/** A reference plugin (`agents/truthful`) as a submission. */
export async function referenceSubmission(path: string): Promise<Submission> {
  const file = resolve(projectRoot(), 'plugins', `${path}.ts`);
  return prepareSubmission(await readFile(file, 'utf8'), file);
}

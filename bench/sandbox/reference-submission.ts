import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { prepareSubmission, type Submission } from '#sandbox/compile/submission.js';
import { projectRoot } from '#project-root.js';

/** A reference plugin (`agents/truthful`) as a submission; what is added at its end makes it another one. */
export async function referenceSubmission(path: string, added = ''): Promise<Submission> {
  const file = resolve(projectRoot, 'plugins', `${path}.ts`);
  return prepareSubmission((await readFile(file, 'utf8')) + added, file);
}

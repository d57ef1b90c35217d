import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { prepareSubmission, type Submission } from '../compile/submission.js';
import { projectRoot } from '../in-process/project-root.js';

/** A reference plugin, through the same door as an upload. */
export function reference(kind: 'agent' | 'dealer', name: string): Promise<Submission> {
  const file = resolve(projectRoot(), `plugins/${kind}s/${name}.ts`);
  return prepareSubmission(readFileSync(file, 'utf8'), file);
}

import { findPlugin } from '../admission/find-plugin.js';
import type { Submission } from '../compile/submission.js';

/** A reference plugin, through the same door as an upload. */
export function reference(kind: 'agent' | 'dealer', name: string): Promise<Submission> {
  return findPlugin(name, kind);
}

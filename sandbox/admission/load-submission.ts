import { loadedFacts, type PluginFacts } from '../calls/inspect-plugin.js';
import type { Submission } from '../compile/submission.js';
import type { SandboxPool } from '../isolated/sandbox-pool.js';
import type { PluginKind } from '../guest/interface.js';
import { findPlugin } from './find-plugin.js';

/** A submission and what it says about itself. */
export interface LoadedSubmission extends Submission, PluginFacts {
  /** the first digits of `sha256` */
  readonly version: string;
}

/**
 * Makes a reference plugin (by name) or a file ready to play in the sandbox; none of its code runs
 * outside. Throws `PluginError` if it does not load or is of another kind.
 */
export async function loadSubmission(
  nameOrFile: string,
  kind: PluginKind,
  pool: SandboxPool,
): Promise<LoadedSubmission> {
  const submission = await findPlugin(nameOrFile, kind);
  const facts = await loadedFacts(pool, submission, kind);
  return { ...submission, ...facts, version: submission.sha256.slice(0, 8) };
}

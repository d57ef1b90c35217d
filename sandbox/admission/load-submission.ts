import { PluginError } from '../calls/plugin-error.js';
import { locate } from '../in-process/load-plugin.js';
import { inspectSubmission, type PluginFacts } from './inspect-submission.js';
import { defaultSandboxLimits, type SandboxLimits } from '../calls/limits.js';
import { readPluginFile, readSource } from './read-source.js';
import type { SandboxPool } from '../isolated/sandbox-pool.js';
import { prepareSubmission, type Submission } from '../compile/submission.js';

/** A submission and what it says about itself. */
export interface LoadedSubmission extends Submission, PluginFacts {
  /** the first digits of `sha256` */
  readonly version: string;
}

const named = { agent: 'an agent', dealer: 'a dealer' } as const;

/**
 * Makes a reference plugin (by name) or a file ready to play in the sandbox; none of its code runs
 * outside. Throws `PluginError` if it does not load or is of the other kind.
 */
export async function loadSubmission(
  nameOrFile: string,
  kind: 'agent' | 'dealer',
  pool: SandboxPool,
  limits: SandboxLimits = defaultSandboxLimits,
): Promise<LoadedSubmission> {
  const path = locate(nameOrFile, kind);
  const submission = await prepareSubmission(readSource(await readPluginFile(path), path), path);
  const facts = await inspectSubmission(pool, submission, limits);
  if (facts.outcome !== 'ok') throw new PluginError(submission.file, `${facts.outcome}: ${facts.reason}`);
  if (facts.value.kind !== kind)
    throw new PluginError(submission.file, `is ${named[facts.value.kind]} plugin; wanted is ${named[kind]}`);
  return { ...submission, ...facts.value, version: submission.sha256.slice(0, 8) };
}

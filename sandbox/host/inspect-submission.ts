import type { CallResult } from '#market/traders.port.js';
import { InvalidAnswerError } from '../in-process/answer-checks.js';
import { factsFault } from '../in-process/plugin-facts.js';
import { AuthorLines } from './author-lines.js';
import type { SandboxLimits } from './limits.js';
import { readFacts, readReply } from './reply-checks.js';
import type { SandboxPool } from './sandbox-pool.js';
import type { Submission } from './submission.js';

/** What a plugin's default export says about itself. */
export interface PluginFacts {
  readonly kind: 'agent' | 'dealer';
  readonly name: string;
  readonly description: string;
}

/** Loads a submission in a sandbox process, without playing it. */
export async function inspectSubmission(
  pool: SandboxPool,
  submission: Submission,
  limits: SandboxLimits,
): Promise<CallResult<PluginFacts>> {
  const process = await pool.take(submission, 1, limits);
  const batch = await process.run([{ seat: 0, verb: 'load' }]);
  await pool.release(submission, process);
  if (batch.status === 'lost') return { outcome: batch.kind, reason: batch.reason };
  const facts = readReply(batch.results[0], (value) => pluginFacts(readFacts(value)));
  if (facts.outcome === 'ok') return facts;
  const lines = new AuthorLines(submission.file, submission.sourceMap);
  return { outcome: facts.outcome, reason: lines.explain(facts.reason, facts.stack) };
}

function pluginFacts({ kind, name, description }: Readonly<Record<string, unknown>>): PluginFacts {
  if (kind !== 'agent' && kind !== 'dealer')
    throw new InvalidAnswerError('gave an answer that does not fit together');
  const fault = factsFault({ name, description });
  if (fault !== null) throw new InvalidAnswerError(fault);
  return { kind, name: name as string, description: description as string };
}

import { setTimeout } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { z } from 'zod';
import type { Waiting } from '#database/files/storage-watch.js';
import { GridLeagueError } from '#market/errors.js';
import { InputError } from '#matches/input-error.js';
import { engineSchema } from '#matches/play/engine-identity.js';

const ANSWER_MILLISECONDS = 10_000;
/** That a server needs to start again. */
const PATIENCE_SECONDS = 60;
const STEP_MILLISECONDS = 1000;
/** Earlier releases tell of no deployment. */
const answerSchema = z.object({ ...engineSchema.shape, deployment: z.string().nullable().default(null) });

/** A server, or a chain's endpoint, does not answer. */
export class AwayError extends GridLeagueError {
  readonly kind = 'busy';
  readonly code = 'server-away';
}

/**
 * What a server says that it is. While nobody answers it is asked again, for `patience` s: it may be about to start. Throws `AwayError`
 * where it does not, `InputError` where something else answers.
 */
export async function versionOf(
  server: string,
  onWait?: Waiting,
  patience = PATIENCE_SECONDS,
): Promise<z.infer<typeof answerSchema>> {
  const deadline = performance.now() + patience * 1000;
  for (let isFirst = true; ; isFirst = false) {
    const told = await answered(server);
    if (typeof told !== 'string') return told;
    const away = `--server: ${server} cannot be asked for its version: ${told}`;
    if (performance.now() > deadline)
      throw new AwayError(`${away}; waited for it for ${patience} seconds: start it, or mend --server`);
    if (isFirst) onWait?.(away, patience);
    await setTimeout(STEP_MILLISECONDS);
  }
}

/** A text: why there is no answer. */
async function answered(server: string): Promise<z.infer<typeof answerSchema> | string> {
  try {
    const answer = await fetch(new URL('/api/version', server), {
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    const text = await answer.text();
    // Of a proxy, too, whose server is not there.
    if (answer.status >= 500 || answer.status === 429) return `status ${answer.status}`;
    return answerSchema.parse(answer.ok ? JSON.parse(text) : null);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      throw new InputError(`--server: ${server} does not tell its version: is it a GridLeague server?`);
    const cause = isNativeError(error) ? (error.cause ?? error) : error;
    return isNativeError(cause) && cause.message !== '' ? cause.message : 'no answer';
  }
}

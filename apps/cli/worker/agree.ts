import { z } from 'zod';
import type { Database } from '#database/database.js';
import { InputError } from '#matches/input-error.js';
import { isEmbedded, type LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { engineSchema } from '#matches/play/engine-identity.js';
import { joinedDeployment, otherRelease, release } from '#database/fleet/deployment.js';

const ANSWER_MILLISECONDS = 10_000;
const answerSchema = z.object({ ...engineSchema.shape });

/** Refuses to play for a deployment of another release, or whose ledgers lie where this worker cannot reach. Throws `InputError`, `DatabaseFileError`. */
export async function agree(
  database: Database,
  { server, chain }: { readonly server: string | null; readonly chain: LedgerChoice },
): Promise<void> {
  if (server !== null) await agreeWithServer(server);
  const { network } = await joinedDeployment(database);
  if (isEmbedded(chain) && network !== 'embedded')
    throw new InputError(
      `--chain: the servers keep their ledgers on ${network}: give this worker its endpoint (--chain <URL>)`,
    );
}

async function agreeWithServer(server: string): Promise<void> {
  const told = await fetch(new URL('/api/version', server), {
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
  })
    .then(async (answer) => (answer.ok ? answerSchema.safeParse(await answer.json()) : null))
    .catch((error: unknown) => {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      const why = cause instanceof Error && cause.message !== '' ? cause.message : 'no answer';
      throw new InputError(`--server: ${server} cannot be asked for its version: ${why}`);
    });
  if (!told?.success)
    throw new InputError(`--server: ${server} does not tell its version: is it a GridLeague server?`);
  const own = await release;
  if (told.data.version !== own.version || told.data.commit !== own.commit)
    throw otherRelease(server, told.data, own);
}

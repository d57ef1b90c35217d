import { z } from 'zod';
import type { Database } from '#database/database.js';
import { InputError } from '#matches/input-error.js';
import { messageOf } from '#market/errors.js';
import { isEmbedded, type LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { engineSchema } from '#matches/play/engine-identity.js';
import { deploymentId, joinedDeployment, otherRelease, release } from '#database/fleet/deployment.js';

const EMBEDDED = 'embedded';
const ANSWER_MILLISECONDS = 10_000;
/** Earlier releases tell of no deployment. */
const answerSchema = z.object({ ...engineSchema.shape, deployment: z.string().nullable().default(null) });

/** Refuses to play for a deployment of another release, or of another database than its server's, or whose ledgers lie where this worker cannot reach. Throws `InputError`, `DatabaseFileError`. */
export async function agree(
  database: Database,
  { server, chain }: { readonly server: string | null; readonly chain: LedgerChoice },
): Promise<void> {
  if (server !== null) await agreeWithServer(server, database);
  const { network } = await joinedDeployment(database);
  const own = await networkOf(chain);
  if (own === network) return;
  const mend =
    network === EMBEDDED
      ? 'leave --chain out, for a chain of this worker’s own'
      : 'give it the endpoint that they use (--chain <URL>)';
  throw new InputError(
    `--chain: the servers keep their ledgers on ${named(network)}, and this worker would on ${named(own)}: ${mend}`,
  );
}

/** As deployments name it. In memory they have the same results as on a chain of one's own, which is no more lasting. */
async function networkOf(chain: LedgerChoice): Promise<string> {
  if (chain === 'memory' || isEmbedded(chain)) return EMBEDDED;
  // Before anything is put on a chain that is another one.
  const { networkAt } = await import('#contracts/service/foreign/external-chain.js');
  return networkAt(chain).catch((error: unknown) => {
    throw new InputError(`--chain: ${chain} cannot be used: ${messageOf(error)}`);
  });
}

function named(network: string): string {
  return network === EMBEDDED ? 'embedded chains' : network;
}

async function agreeWithServer(server: string, database: Database): Promise<void> {
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
  if (told.data.deployment !== (await deploymentId(database)))
    throw new InputError(
      `--server: ${server} is at another database than ${database.place}: give this worker the DATABASE_URL of its servers`,
    );
}

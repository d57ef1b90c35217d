import type { Database } from '#database/database.js';
import { InputError } from '#matches/input-error.js';
import { messageOf } from '#market/errors.js';
import { ChainError } from '#contracts/service/chain-error.js';
import { isEmbedded, type LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { deploymentId, joinedDeployment, otherRelease, release } from '#database/fleet/deployment.js';
import type { Waiting } from '#database/files/storage-watch.js';
import { AwayError, versionOf } from './server-version.js';

const EMBEDDED = 'embedded';

/** Refuses to play for a deployment of another release, or of another database than its server's, or whose ledgers lie where this worker cannot reach. Who does not answer is waited for. Throws `InputError`, `DatabaseFileError`, `AwayError`. */
export async function agree(
  database: Database,
  { server, chain }: { readonly server: string | null; readonly chain: LedgerChoice },
  onWait?: Waiting,
): Promise<void> {
  if (server !== null) await agreeWithServer(server, database, onWait);
  const { network } = await joinedDeployment(database, onWait);
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
    // Keys of providers stand in the rest of the address.
    const fault = `--chain: ${new URL(chain).host} cannot be used: ${messageOf(error)}`;
    if (error instanceof ChainError && error.code === 'chain-lost')
      throw new AwayError(`${fault}; start its node, or mend the address, then start again`);
    throw new InputError(fault);
  });
}

function named(network: string): string {
  return network === EMBEDDED ? 'embedded chains' : network;
}

async function agreeWithServer(server: string, database: Database, onWait?: Waiting): Promise<void> {
  const told = await versionOf(server, onWait);
  const own = await release;
  if (told.version !== own.version || told.commit !== own.commit) throw otherRelease(server, told, own);
  if (told.deployment !== (await deploymentId(database)))
    throw new InputError(
      `--server: ${server} is at another database than ${database.place}: give this worker the DATABASE_URL of its servers`,
    );
}

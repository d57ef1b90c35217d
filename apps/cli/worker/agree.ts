import type { Database } from '#database/database.js';
import { InputError } from '#matches/input-error.js';
import { isEmbedded, type LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { deploymentId, joinedDeployment, otherRelease, release } from '#database/fleet/deployment.js';
import type { Waiting } from '#database/files/storage-watch.js';
import { versionOf } from './server-version.js';

/** Refuses to play for a deployment of another release, or of another database than its server's, or whose ledgers lie where this worker cannot reach. Who does not answer is waited for. Throws `InputError`, `DatabaseFileError`, `AwayError`. */
export async function agree(
  database: Database,
  { server, chain }: { readonly server: string | null; readonly chain: LedgerChoice },
  onWait?: Waiting,
): Promise<void> {
  if (server !== null) await agreeWithServer(server, database, onWait);
  const { network } = await joinedDeployment(database, onWait);
  if (isEmbedded(chain) && network !== 'embedded')
    throw new InputError(
      `--chain: the servers keep their ledgers on ${network}: give this worker its endpoint (--chain <URL>)`,
    );
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

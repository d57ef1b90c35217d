import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DatabaseFileError } from '../files/database-file-error.js';
import type { Waiting } from '../files/storage-watch.js';
import type { Database } from '../database.js';
import { isPostgres } from '../address.js';
import { rowsOf } from '../dialect.js';
import { engineIdentity } from '#matches/play/engine-identity.js';

/** What all servers and workers at a database have in common, as the one that leads has stored it. */
export interface Deployment {
  readonly version: string;
  readonly commit: string;
  /** `embedded`, or what the chain of the endpoint calls itself */
  readonly network: string;
}

/** Of this process: what is changed in its folder later is not what it runs. */
export const release = engineIdentity();

/** That a leader needs to say what it is. */
const PATIENCE_MILLISECONDS = 30_000;
const STEP_MILLISECONDS = 250;

/** By the leader: what is so from now on. */
export async function announce(database: Database, network: string): Promise<void> {
  const { version, commit } = await release;
  await database.write((manager) =>
    rowsOf(
      manager,
      `INSERT INTO "deployment" ("id", "version", "commit", "network") VALUES (1, ?1, ?2, ?3)
        ON CONFLICT ("id") DO UPDATE SET "version" = excluded."version", "commit" = excluded."commit", "network" = excluded."network"`,
      [version, commit, network],
    ),
  );
}

/**
 * What is the same for all who are at one database and for nobody else, however they reach it: a hash in hexadecimal digits. null: a file,
 * which nobody shares.
 */
export async function deploymentId({ address, read }: Database): Promise<string | null> {
  if (!isPostgres(address)) return null;
  const [row] = await rowsOf<{ id: string }>(
    read,
    `SELECT concat_ws(' ', (SELECT "system_identifier" FROM pg_control_system()),
      (SELECT "oid" FROM pg_database WHERE "datname" = current_database()), current_schema()) AS "id"`,
  );
  return createHash('sha256').update(row!.id).digest('hex');
}

/** null: no server has led yet */
async function deploymentOf({ read }: Database): Promise<Deployment | null> {
  const [row] = await rowsOf<Deployment>(read, `SELECT "version", "commit", "network" FROM "deployment"`);
  return row ?? null;
}

/** Who joins the others plays as they do. Throws `DatabaseFileError` where another release leads, or none. */
export async function joinedDeployment(database: Database, onWait?: Waiting): Promise<Deployment> {
  const own = await release;
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (let isFirst = true; ; isFirst = false) {
    const led = await deploymentOf(database);
    if (led && led.version === own.version && led.commit === own.commit) return led;
    if (led) throw otherRelease(`database ${database.place}`, led, own);
    if (performance.now() > deadline)
      throw new DatabaseFileError(`database ${database.place}: no server has led it yet; start one first`);
    if (isFirst) onWait?.(`a server has to lead ${database.place} first`, PATIENCE_MILLISECONDS / 1000);
    await setTimeout(STEP_MILLISECONDS);
  }
}

/** Throws `DatabaseFileError` where another release leads by now. */
export async function refuseOtherRelease(database: Database): Promise<void> {
  const [led, own] = [await deploymentOf(database), await release];
  if (led && (led.version !== own.version || led.commit !== own.commit))
    throw otherRelease(`database ${database.place}`, led, own);
}

/** Results of one run come from one release. */
export function otherRelease(
  where: string,
  theirs: Pick<Deployment, 'version' | 'commit'>,
  own: Pick<Deployment, 'version' | 'commit'>,
): DatabaseFileError {
  return new DatabaseFileError(
    `${where} is served by GridLeague ${theirs.version} (${theirs.commit}), and this is ${own.version} (${own.commit}): ` +
      'servers and workers of one deployment must be of one version and commit; update the one or the other',
  );
}

import pg from 'pg';
import { faultOfDatabase, isPostgres, placeOf, type DatabaseAddress } from '#database/address.js';
import { InputError } from '#matches/input-error.js';
import { OwnPostgres } from '../postgres/own-postgres.js';

const TABLES = `SELECT "table_schema" || '.' || "table_name" AS "name" FROM information_schema.tables
  WHERE "table_schema" NOT IN ('pg_catalog', 'information_schema') ORDER BY 1 LIMIT 5`;

export interface FleetDatabase {
  readonly address: DatabaseAddress;
  readonly stop: () => void;
}

/**
 * Where runs are invented: the database that is named, or a server of our own; never one that the environment names, which may be an
 * installation's. Throws `InputError` where what is named is not empty.
 */
export async function fleetDatabase(named: string | undefined): Promise<FleetDatabase> {
  if (named !== undefined) {
    const fault = isPostgres(named) ? faultOfDatabase(named) : 'must be postgres://...';
    if (fault !== null) throw new InputError(`--database: ${fault}`);
    await refuseUsed(named);
    return { address: named, stop: () => undefined };
  }
  const own = await OwnPostgres.start();
  if (!own)
    throw new InputError('--database: PostgreSQL is not installed here: name an empty database of a server');
  return { address: own.url, stop: () => own.stop() };
}

async function refuseUsed(address: DatabaseAddress): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    const tables = (await client.query<{ name: string }>(TABLES)).rows.map(({ name }) => name);
    if (tables.length > 0)
      throw new InputError(
        `--database: ${placeOf(address)} is not empty (${tables.join(', ')}): the benchmark plants runs that were never played; name an empty database`,
      );
  } finally {
    await client.end();
  }
}

import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { StorageError } from '../storage-error.js';

/** Of a database and a schema in it. */
const KEY = `hashtext('gridleague'), hashtext(current_schema())`;
/** Who holds it: more than one column of `pg_locks` tells the two numbers of the key. */
const HOLDER = `SELECT a."pid", a."application_name" AS "name", a."client_addr"::text AS "address"
  FROM pg_locks AS l JOIN pg_stat_activity AS a ON a."pid" = l."pid"
  WHERE l."locktype" = 'advisory' AND l."granted" AND l."database" = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND l."classid" = hashtext('gridleague')::oid AND l."objid" = hashtext(current_schema())::oid AND l."objsubid" = 2`;
/** A server's host that is lost lets go of it after a minute. */
const ALIVE = `SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3`;
/** Time that another server gets to let go of it. */
const PATIENCE_MILLISECONDS = 3000;
const STEP_MILLISECONDS = 100;

/**
 * Makes a connection the only one that writes, as long as it lasts: PostgreSQL's own lock, which ends with the connection. A
 * server whose connection was cut loses it, and gets it again only where nobody else has taken it meanwhile. `name`: of this
 * process's connections. Throws `StorageError`.
 */
export function onlyWriter(name: string): (client: pg.ClientBase) => Promise<void> {
  return async (client) => {
    await client.query(ALIVE);
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>(
        `SELECT pg_try_advisory_lock(${KEY}) AS "taken"`,
      );
      if (rows[0]!.taken) return;
      const [holder] = (await client.query<{ pid: number; name: string; address: string | null }>(HOLDER))
        .rows;
      // A connection of ours that was lost, and that the server still believes in.
      if (holder?.name === name) await client.query('SELECT pg_terminate_backend($1)', [holder.pid]);
      if (performance.now() > deadline) {
        const who = holder
          ? ` (PostgreSQL process ${holder.pid}, from ${holder.address ?? 'its own host'})`
          : '';
        throw new StorageError('taken', `another server writes to it${who}: one at a time`);
      }
      await setTimeout(STEP_MILLISECONDS);
    }
  };
}

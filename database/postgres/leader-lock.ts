import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type pg from 'pg';
import { StorageError } from '../files/storage-error.js';

/** Of a database and a schema in it. */
const KEY = `hashtext('gridleague'), hashtext(current_schema())`;
/** Who holds it: more than one column of `pg_locks` tells the two numbers of the key. */
const HOLDER = `SELECT a."pid", a."application_name" AS "name", a."client_addr"::text AS "address"
  FROM pg_locks AS l JOIN pg_stat_activity AS a ON a."pid" = l."pid"
  WHERE l."locktype" = 'advisory' AND l."granted" AND l."database" = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND l."classid" = hashtext('gridleague')::oid AND l."objid" = hashtext(current_schema())::oid AND l."objsubid" = 2`;
const TRY = `SELECT pg_try_advisory_lock(${KEY}) AS "taken"`;
/** A server's host that is lost lets go of it after a minute. */
const ALIVE = `SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3`;
/** Time that another server gets to let go of it. */
const PATIENCE_MILLISECONDS = 3000;
/** A leader whose connections were cut is back within a second or two. */
const GRACE_MILLISECONDS = 4000;
const STEP_MILLISECONDS = 100;

interface Holder {
  readonly pid: number;
  readonly name: string;
  readonly address: string | null;
}

/**
 * Which process leads: schedules runs and ends them. PostgreSQL's own lock, on the connection that the process writes on, which
 * ends with the connection. A leader whose connection was cut gets it again only where nobody else has taken it meanwhile.
 */
export class LeaderLock {
  private free: number | null = null;

  /** `name`: of this process's connections; `leads`: no connection is made without the lock */
  constructor(
    private readonly name: string,
    private leads: boolean,
  ) {}

  get isHeld(): boolean {
    return this.leads;
  }

  /** For every connection that writes. Throws `StorageError`. */
  async connected(client: pg.ClientBase): Promise<void> {
    await client.query(ALIVE);
    if (!this.leads) return;
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>(TRY);
      if (rows[0]!.taken) return;
      const [holder] = (await client.query<Holder>(HOLDER)).rows;
      // A connection of ours that was lost, and that the server still believes in.
      if (holder?.name === this.name) await client.query('SELECT pg_terminate_backend($1)', [holder.pid]);
      if (performance.now() > deadline) throw taken(holder);
      await setTimeout(STEP_MILLISECONDS);
    }
  }

  /** Takes it where nobody has had it for a while (at once: `eagerly`). Returns whether it is held. */
  async take(writer: DataSource, eagerly: boolean): Promise<boolean> {
    if (this.leads) return true;
    const [holder] = await writer.query<Holder[]>(HOLDER);
    this.free = holder ? null : (this.free ?? performance.now());
    if (this.free === null || (!eagerly && performance.now() - this.free < GRACE_MILLISECONDS)) return false;
    const [row] = await writer.query<[{ taken: boolean }]>(TRY);
    return (this.leads = row.taken);
  }
}

function taken(holder: Holder | undefined): StorageError {
  const who = holder ? ` (PostgreSQL process ${holder.pid}, from ${holder.address ?? 'its own host'})` : '';
  return new StorageError('taken', `another server writes to it${who}: one at a time`);
}

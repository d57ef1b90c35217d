import { createHash } from 'node:crypto';
import type { Db, JobAttempt, PgBoss } from 'pg-boss';
import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Database } from '../database.js';
import { toldError } from '../postgres/postgres-errors.js';
import type { MatchEntity } from '../entities/match.entity.js';
import { jobPlace } from './job-priority.js';
import type { MatchJobs } from './match-jobs.js';

export const QUEUE = 'match';
/** Of the matches, which count their attempts themselves: what is given back is no attempt, and may be so any number of times. */
const MOST_RETRIES = 1_000_000;
const YEAR_SECONDS = 365 * 24 * 3600;
/** The longest that pg-boss knows: a match that is played longer goes to somebody else. */
const DAY_SECONDS = 24 * 3600 - 1;
/** s, growing, between a fault and the next attempt */
const RETRY_SECONDS = 3;
const MOST_RETRY_SECONDS = 60;
/** s; jobs that are over say nothing that the matches do not */
const KEPT_SECONDS = 3600;
export const LOOK_SECONDS = 5;

/** A match that this process has, until its heart stops or somebody takes it back. */
export interface MatchJob extends JobAttempt {
  readonly match: string;
}

/**
 * One pg-boss job for each match that waits or is played: who has it, whether its heart beats, and when it may be tried again.
 * What becomes of a match stands in the match; both change in one transaction.
 */
export class BossJobs implements MatchJobs {
  private constructor(
    private readonly boss: PgBoss,
    private readonly schema: string,
    /** s without a sign of life after which a match is taken back */
    readonly heartbeatSeconds: number,
  ) {}

  /**
   * Opens what the leader has made, or makes it, and brings it up to date. `heartbeatSeconds`: from 10 on, as the leader decides.
   * Throws where there is none.
   */
  static async open(
    database: Database,
    { heartbeatSeconds, onError }: { heartbeatSeconds: number; onError: (error: unknown) => void },
  ): Promise<BossJobs> {
    // A server with a file of its own starts without it.
    const { PgBoss } = await import('pg-boss');
    const { connection } = database.read;
    const pool = (connection.driver as PostgresDriver).master as pg.Pool;
    const schema = await jobsSchema(connection);
    const boss = new PgBoss({
      ...{ db: executor(pool), schema, migrate: database.leads },
      // What it would do by itself the leader has it do.
      ...{ supervise: false, schedule: false, registerInstance: false, monitorIntervalSeconds: 1 },
    });
    boss.on('error', onError);
    // Where another server is about to make it, it is there in a moment.
    await boss.start({ attempts: database.leads ? 1 : 5 });
    if (database.leads) {
      const options = {
        ...{ heartbeatSeconds, expireInSeconds: DAY_SECONDS, retentionSeconds: 10 * YEAR_SECONDS },
        ...{ retryLimit: MOST_RETRIES, retryDelay: RETRY_SECONDS, retryBackoff: true },
        deleteAfterSeconds: KEPT_SECONDS,
      };
      if (await boss.getQueue(QUEUE)) await boss.updateQueue(QUEUE, options);
      else await boss.createQueue(QUEUE, { ...options, retryDelayMax: MOST_RETRY_SECONDS });
    }
    const queue = await boss.getQueue(QUEUE);
    return new BossJobs(boss, schema, queue?.heartbeatSeconds ?? heartbeatSeconds);
  }

  async add(manager: EntityManager, matches: readonly string[], place: number): Promise<void> {
    const db = within(manager);
    const { priority, since } = jobPlace(place);
    const ids = matches.map(jobOf);
    await this.boss.deleteJob(QUEUE, ids, { db });
    const jobs = matches.map((match, i) => ({ id: ids[i], data: { match }, priority }));
    await this.boss.insert(QUEUE, jobs, { db });
    // Jobs of one age are given out by when they may be tried: what comes back would be last. The age of each is its place in its
    // run instead, and the milliseconds of the run keep those of one second apart.
    await manager.query(
      `UPDATE "${this.schema}"."job" AS j SET "created_on" = to_timestamp($1::float8)
          + r."createdAt" % 1000 * interval '1 millisecond' + m."serial" * interval '1 microsecond'
        FROM unnest($2::uuid[], $3::text[]) AS added("job", "match")
          JOIN "match" AS m ON m."id" = added."match" JOIN "run" AS r ON r."id" = m."run"
        WHERE j."name" = $4 AND j."id" = added."job"`,
      [since, ids, matches, QUEUE],
    );
  }

  async cancel(manager: EntityManager, matches: readonly string[]): Promise<void> {
    await this.boss.cancel(QUEUE, matches.map(jobOf), { db: within(manager) });
  }

  /** Within a write: the next one that waits; null: none may be played now. */
  async fetch(manager: EntityManager): Promise<MatchJob | null> {
    const [job] = await this.boss.fetch<{ match: string }>(QUEUE, { db: within(manager) });
    return job ? { id: job.id, retryCount: job.retryCount, match: job.data.match } : null;
  }

  /** Sign of life. False: somebody else has it, or nobody needs it. */
  async touch({ id, retryCount }: JobAttempt): Promise<boolean> {
    return touched(await this.boss.touch(QUEUE, { id, retryCount }));
  }

  /** Within a write: it is over. False: as above. */
  async complete(manager: EntityManager, { id, retryCount }: JobAttempt): Promise<boolean> {
    return touched(await this.boss.complete(QUEUE, { id, retryCount }, null, { db: within(manager) }));
  }

  /** Within a write: gives it back, for later. False: as above. */
  async fail(manager: EntityManager, { id, retryCount }: JobAttempt, reason: string): Promise<boolean> {
    return touched(await this.boss.fail(QUEUE, { id, retryCount }, { reason }, { db: within(manager) }));
  }

  /** Takes back what has no heartbeat any more. */
  async supervise(): Promise<void> {
    await this.boss.supervise(QUEUE);
  }

  /** Which of these matches nobody has: their jobs wait. */
  async waiting(manager: EntityManager, matches: readonly string[]): Promise<readonly string[]> {
    const rows = await manager.query<{ match: string }[]>(
      `SELECT "data" ->> 'match' AS "match" FROM "${this.schema}"."job"
        WHERE "name" = $1 AND "id" = ANY ($2::uuid[]) AND "state" < 'active'`,
      [QUEUE, matches.map(jobOf)],
    );
    return rows.map(({ match }) => match);
  }

  /** Matches that wait or are played as they say, and that no job stands for: they come from elsewhere. */
  async orphans(
    manager: EntityManager,
  ): Promise<Pick<MatchEntity, 'id' | 'state' | 'attempts' | 'priority'>[]> {
    return manager.query(
      `SELECT m."id", m."attempts", m."state", m."priority" FROM "match" AS m
        WHERE m."outcome" IS NULL AND m."state" IN ('queued', 'playing') AND NOT EXISTS (
          SELECT 1 FROM "${this.schema}"."job" AS j
          WHERE j."name" = $1 AND j."state" < 'completed' AND j."data" ->> 'match' = m."id")`,
      [QUEUE],
    );
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false, close: false });
  }
}

function touched(answer: unknown): boolean {
  return (answer as { readonly affected: number }).affected > 0;
}

/** Where the jobs are: beside the tables. */
export async function jobsSchema(connection: DataSource): Promise<string> {
  const [{ name }] = await connection.query<[{ name: string }]>(`SELECT current_schema() AS "name"`);
  return `${name}_jobs`;
}

/** A match's one job: a UUID that is its own. */
export function jobOf(match: string): string {
  const hash = createHash('sha256').update(match).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

type Asked = Pick<pg.Pool, 'query'> | pg.ClientBase;

function executor(client: Asked): Db {
  return {
    executeSql: (text, values) =>
      client.query(text, values).catch((error: unknown) => {
        throw toldError(error);
      }),
  };
}

/** The connection of a transaction. */
function within({ queryRunner }: EntityManager): Db {
  return {
    executeSql: async (text, values) =>
      executor((await queryRunner!.connect()) as pg.ClientBase).executeSql(text, values),
  };
}

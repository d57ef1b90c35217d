import { randomUUID } from 'node:crypto';
import type { MatchInPlay } from '#leagues/run/dispatcher.js';
import type { Database } from '../database.js';
import { rowsOf } from '../dialect.js';

/** What does not change while a process is at it. */
export interface MemberFacts {
  readonly kind: 'server' | 'worker';
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly commit: string;
  /** matches that it can play at once */
  readonly players: number;
}

export interface MemberState {
  readonly playing: readonly MatchInPlay[];
  readonly matchesPerMinute: number;
}

export interface Member extends MemberFacts, MemberState {
  readonly id: string;
  /** ms since 1970, by the database's clock, as is all that is told of time here */
  readonly startedAt: number;
  readonly beatAt: number;
  /** s since then */
  readonly silence: number;
}

/** s between two beats, more or less; who has missed two is shown as silent. */
const BEAT_SECONDS = 10;
export const SILENT_SECONDS = 2.5 * BEAT_SECONDS;
/** s; after which nobody is interested any more */
const FORGOTTEN_SECONDS = 24 * 3600;

/** Hosts' clocks may differ; there is one database. */
const NOW = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
const BEAT = `INSERT INTO "member" ("id", "facts", "state", "startedAt", "beatAt") VALUES (?1, ?2, ?3, ${NOW}, ${NOW})
  ON CONFLICT ("id") DO UPDATE SET "state" = excluded."state", "beatAt" = excluded."beatAt"`;
const FORGET = `DELETE FROM "member" WHERE "id" = ?1 OR "beatAt" < ${NOW} - ${FORGOTTEN_SECONDS * 1000}`;

/** That of one process among those at a PostgreSQL, from `start` to `stop`. */
export class Membership {
  private readonly id = randomUUID();
  private beating: NodeJS.Timeout | undefined;

  /** `onBeat`: after each that was stored; what fails is made good by the next one */
  constructor(
    private readonly database: Database,
    private readonly facts: MemberFacts,
    private readonly state: () => MemberState,
    private readonly onBeat: () => Promise<void> = () => Promise.resolve(),
  ) {}

  async start(): Promise<void> {
    await this.beat();
    const spread = (this.id.charCodeAt(0) % 10) / 10 - 0.5;
    this.beating = setInterval(() => void this.beat().catch(() => undefined), (BEAT_SECONDS + spread) * 1000);
  }

  /** Leaves nothing behind where it can. */
  async stop(): Promise<void> {
    clearInterval(this.beating);
    await rowsOf(this.database.read, FORGET, [this.id]).catch(() => undefined);
  }

  private async beat(): Promise<void> {
    const values = [this.id, JSON.stringify(this.facts), JSON.stringify(this.state())];
    await rowsOf(this.database.read, BEAT, values);
    await this.onBeat();
  }
}

/** Everybody that has been heard of lately, servers first. */
export async function membersOf({ read }: Database): Promise<Member[]> {
  const rows = await rowsOf<{
    id: string;
    facts: string;
    state: string;
    startedAt: number;
    beatAt: number;
    now: number;
  }>(
    read,
    `SELECT *, ${NOW} AS "now" FROM "member" ORDER BY "facts"::json ->> 'kind', "facts"::json ->> 'host', "id"`,
  );
  return rows.map(({ id, facts, state, startedAt, beatAt, now }) => ({
    ...(JSON.parse(facts) as MemberFacts),
    ...(JSON.parse(state) as MemberState),
    ...{ id, startedAt, beatAt, silence: (now - beatAt) / 1000 },
  }));
}

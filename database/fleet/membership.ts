import type { MatchInPlay } from '#leagues/run/dispatcher.js';
import type { Database } from '../database.js';
import { rowsOf } from '../dialect.js';
import { heldMatches } from '../queue/held-matches.js';

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
  /** that of its leases; a server has the same one in each of its lives */
  readonly id: string;
  /** ms since 1970, by the database's clock, as is all that is told of time here */
  readonly startedAt: number;
  readonly beatAt: number;
  /** s since then */
  readonly silence: number;
  /** no beat for `SILENT_SECONDS` */
  readonly silent: boolean;
  /** silent for `GONE_SECONDS`, and no match is its any more: nobody need look after it */
  readonly gone: boolean;
}

/** s between two beats, more or less; who has missed two is shown as silent. */
const BEAT_SECONDS = 10;
const SILENT_SECONDS = 2.5 * BEAT_SECONDS;
/** s; the leader has taken back by then what it was playing, a start of the leader's included */
const GONE_SECONDS = 300;
/** s; after which nobody is interested any more */
const FORGOTTEN_SECONDS = 24 * 3600;

/** Hosts' clocks may differ; there is one database. */
const NOW = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
const BEAT = `INSERT INTO "member" ("id", "facts", "state", "startedAt", "beatAt") VALUES (?1, ?2, ?3, ${NOW}, ${NOW})
  ON CONFLICT ("id") DO UPDATE SET "state" = excluded."state", "beatAt" = excluded."beatAt"`;
const FORGET = `DELETE FROM "member" WHERE "id" = ?1 OR "beatAt" < ${NOW} - ${FORGOTTEN_SECONDS * 1000}`;

/** That of one process among those at a PostgreSQL, from `start` to `stop`. */
export class Membership {
  private beating: NodeJS.Timeout | undefined;
  private lastBeat: Promise<void> = Promise.resolve();

  /** `id`: the holder of its leases; `onBeat`: after each that was stored; what fails is made good by the next one */
  constructor(
    private readonly database: Database,
    private readonly id: string,
    private readonly facts: MemberFacts,
    private readonly state: () => MemberState,
    private readonly onBeat: () => Promise<void> = () => Promise.resolve(),
  ) {}

  async start(): Promise<void> {
    // An earlier life of the same server ended without a word.
    await rowsOf(this.database.read, FORGET, [this.id]);
    await this.beat();
    const spread = (this.id.charCodeAt(0) % 10) / 10 - 0.5;
    const again = (): void => void (this.lastBeat = this.beat().catch(() => undefined));
    this.beating = setInterval(again, (BEAT_SECONDS + spread) * 1000);
  }

  /** Leaves nothing behind where it can. */
  async stop(): Promise<void> {
    clearInterval(this.beating);
    await this.lastBeat;
    await rowsOf(this.database.read, FORGET, [this.id]).catch(() => undefined);
  }

  private async beat(): Promise<void> {
    const values = [this.id, JSON.stringify(this.facts), JSON.stringify(this.state())];
    await rowsOf(this.database.read, BEAT, values);
    await this.onBeat();
  }
}

interface MemberRow {
  readonly id: string;
  readonly facts: string;
  readonly state: string;
  readonly startedAt: number;
  readonly beatAt: number;
  readonly now: number;
}

/** Who has given a sign of life of late. Only the members' own table is read. */
export async function livingMembers({ read }: Database): Promise<MemberFacts[]> {
  const living = `SELECT "facts" FROM "member" WHERE "beatAt" >= ${NOW} - ${SILENT_SECONDS * 1000}`;
  return (await rowsOf<{ facts: string }>(read, living)).map(({ facts }) => JSON.parse(facts) as MemberFacts);
}

/** Everybody that has been heard of lately, servers first. Of who is silent only that is told which is still so. */
export async function membersOf(database: Database): Promise<Member[]> {
  const rows = await rowsOf<MemberRow>(
    database.read,
    `SELECT *, ${NOW} AS "now" FROM "member" ORDER BY "facts"::json ->> 'kind', "facts"::json ->> 'host', "id"`,
  );
  const told = rows.map(({ id, facts, state, startedAt, beatAt, now }) => ({
    ...(JSON.parse(facts) as MemberFacts),
    ...(JSON.parse(state) as MemberState),
    ...{ id, startedAt, beatAt, silence: (now - beatAt) / 1000 },
  }));
  const last = told.filter(({ silence }) => silence > SILENT_SECONDS).flatMap(({ playing }) => playing);
  const held = await heldMatches(
    database,
    last.map(({ match }) => match),
  );
  const isHeld = (holder: string, match: string): boolean =>
    held.some((one) => one.holder === holder && one.match === match);
  return told.map((member) => {
    const { silence } = member;
    if (silence <= SILENT_SECONDS) return { ...member, silent: false, gone: false };
    const playing = member.playing.filter(({ match }) => isHeld(member.id, match));
    const gone = silence > GONE_SECONDS && playing.length === 0;
    // Whoever adds up what all of them end must not count the last word of the dead.
    return { ...member, playing, matchesPerMinute: 0, silent: true, gone };
  });
}

import { cacheLimits } from '#api/limits/cache-limits.js';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { BoundedCache } from '#database/bounded-cache.js';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import { MatchEntity, type MatchState } from '#database/entities/match.entity.js';
import { RunEntity, type RunState } from '#database/entities/run.entity.js';
import { OPEN } from './may-play.js';
import { RunPaces } from './run-paces.js';
import { runView, type RunProgress, type RunView } from './run-view.js';

type CountedRun = Pick<RunEntity, 'id' | 'state' | 'looks'>;

export interface MatchCount {
  /** null: it has none yet, or never will */
  readonly outcome: string | null;
  readonly state: MatchState;
  readonly matches: number;
}

/** One that failed may be retried. */
const FINAL: RunState[] = ['finished', 'cancelled'];
const WAITING: MatchState[] = ['queued', 'playing'];

/** Tells which runs are on, and how far each is. */
@Injectable()
export class RunStates {
  private readonly finalCounts = new BoundedCache<readonly MatchCount[]>(cacheLimits.runCounts);

  constructor(
    private readonly database: Database,
    private readonly paces: RunPaces,
  ) {}

  async progress(run: CountedRun): Promise<RunProgress> {
    const { id, state } = run;
    const counts = await this.counts(run);
    const of = (wanted: readonly MatchState[]): number =>
      counts.reduce((sum, { state, matches }) => sum + (wanted.includes(state) ? matches : 0), 0);
    const [done, waiting, total] = [of(['played']), of(WAITING), of(counts.map(({ state }) => state))];
    const secondsLeft = OPEN.includes(state) ? this.paces.secondsLeft(id, waiting) : 0;
    return { done, total, secondsLeft };
  }

  /** How many matches of a run are how far; along the index, and once where nothing changes any more. */
  counts({ id, state, looks }: CountedRun): Promise<readonly MatchCount[]> {
    const key = `${id} ${looks?.length ?? 0}`;
    return FINAL.includes(state) ? this.finalCounts.get(key, () => this.count(id)) : this.count(id);
  }

  private async count(run: string): Promise<MatchCount[]> {
    const counts = await rowsOf<MatchCount>(
      this.database.read,
      `SELECT "outcome", "state", COUNT(*) AS "matches" FROM "match" WHERE "run" = ?1 GROUP BY "outcome", "state"`,
      [run],
    );
    return counts.map(({ matches, ...kind }) => ({ ...kind, matches: Number(matches) }));
  }

  /** Whether matches of the run are still to be played. */
  async isWaiting(run: string): Promise<boolean> {
    return this.database.read.existsBy(MatchEntity, { run, outcome: IsNull(), state: In(WAITING) });
  }

  /** The run as everybody may see it. */
  async view(run: RunEntity): Promise<RunView> {
    return runView(run, await this.progress(run));
  }

  /** Whether a run of the league is on. */
  async isOn(league: string): Promise<boolean> {
    return this.database.read.existsBy(RunEntity, { league, state: In(OPEN) });
  }

  /** Ids of the runs that are on. */
  async open(): Promise<string[]> {
    const runs = await this.database.read.find(RunEntity, {
      select: { id: true },
      where: { state: In(OPEN) },
    });
    return runs.map(({ id }) => id);
  }
}

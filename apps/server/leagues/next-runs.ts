import { cacheLimits } from '#api/limits/cache-limits.js';
import { Injectable } from '@nestjs/common';
import { BoundedCache } from '#database/bounded-cache.js';
import type { LeagueEntity } from '#database/entities/league.entity.js';
import { GridLeagueError } from '#market/errors.js';
import type { ForeseenField, ForeseeRequest } from '../derive/jobs/foresee-run.js';
import { currentReader } from '../operation/take-turns.js';
import { Fleet } from '../fleet/fleet.js';
import { MatchRunner } from '../runs/match-runner.js';
import { RunsService } from '../runs/runs.service.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { BoardCache } from './board-cache.js';

export interface NextRun {
  readonly matches: number;
  /** null: nothing is known of how long its matches take here */
  readonly minutes: number | null;
}

/** What the next runs of leagues would be, and how long they would take here. */
@Injectable()
export class NextRuns {
  private readonly seen = new BoundedCache<ForeseenField>(cacheLimits.nextRuns);

  constructor(
    private readonly runs: RunsService,
    private readonly boards: BoardCache,
    private readonly submissions: SubmissionsService,
    private readonly runner: MatchRunner,
    private readonly fleet: Fleet,
  ) {}

  /** Throws `PlanError`. */
  async foresee(
    league: LeagueEntity,
    order: Pick<ForeseeRequest, 'spread' | 'difference' | 'pilot'>,
  ): Promise<Omit<ForeseenField, 'secondsPerMatch'> & NextRun> {
    const { secondsPerMatch, ...seen } = await this.runs.foresee(league, order);
    return { ...seen, minutes: await this.minutes(seen.matches, secondsPerMatch) };
  }

  /** For everybody, and remembered until something of it changes; null: it could not be planned now. */
  async of(league: LeagueEntity): Promise<NextRun | null> {
    const pilot = await this.boards.latest(league.id);
    const entrants = await this.submissions.entrants(league.definition);
    const key = JSON.stringify([league.definition, pilot, entrants.map(({ id }) => id)]);
    // Of a spread nothing is told here: any will do. Readers do not wait where administrators' runs are planned, nor these for them.
    const make = (gone: AbortSignal): Promise<ForeseenField> =>
      this.runs.foresee(league, { spread: 1, pilot }, { lane: 'showing', gone });
    try {
      const { matches, secondsPerMatch } = await this.seen.get(key, make, currentReader());
      return { matches, minutes: await this.minutes(matches, secondsPerMatch) };
    } catch (error) {
      if (error instanceof GridLeagueError) return null;
      throw error;
    }
  }

  private async minutes(matches: number, secondsPerMatch: number | null): Promise<number | null> {
    const players = secondsPerMatch === null ? 0 : await this.fleet.players();
    if (secondsPerMatch !== null && players > 0)
      return (matches * secondsPerMatch) / Math.min(players, matches) / 60;
    const { matchesPerMinute } = this.runner.state;
    return matchesPerMinute > 0 ? matches / matchesPerMinute : null;
  }
}

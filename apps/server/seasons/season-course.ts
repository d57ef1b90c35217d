import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { And, In, LessThan, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { Database } from '#database/database.js';
import { RunEntity } from '#database/entities/run.entity.js';
import type { SeasonChampion, SeasonEntity } from '#database/entities/season.entity.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import type { SeasonPhase } from '#leagues/definition/season-schema.js';
import { championName, seasonOfChampion, teamOf } from '#leagues/pairing/entrants.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { SeasonPlace } from '#results/standings/season-standings.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { SeasonStandings } from '../derive/jobs/season-standings.js';
import { LeaguesService } from '../leagues/leagues.service.js';
import { WallClock } from '#database/wall-clock.js';
import { conflict } from '../problem/problem.js';
import { MatchRunner } from '../runs/match-runner.js';
import { RunsService } from '../runs/runs.service.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { openOne, SeasonsService } from './seasons.service.js';

/**
 * Leads a season from one state to the next. Each step is one write, or begins again where it was broken off: a season goes on
 * after a crash as if there had been none.
 */
@Injectable()
export class SeasonCourse {
  constructor(
    private readonly database: Database,
    private readonly seasons: SeasonsService,
    private readonly submissions: SubmissionsService,
    private readonly leagues: LeaguesService,
    private readonly runs: RunsService,
    private readonly runner: MatchRunner,
    private readonly desk: ThreadDesk,
    private readonly clock: WallClock,
  ) {}

  /** Takes the next step if it is due. Returns whether it was; throws a problem that says why it cannot be taken. */
  async step(season: SeasonEntity): Promise<boolean> {
    switch (season.state) {
      case 'open':
        return this.freeze(season);
      case 'frozen':
        return this.begin(season, season.definition.qualification ? 'qualification' : 'final');
      case 'qualification':
        return this.qualify(season);
      case 'qualified':
        return this.begin(season, 'final');
      case 'final':
        return this.finish(season);
      case 'finished':
      case 'cancelled':
        return false;
    }
  }

  /** The entrants are those of the window, once the checks of all of them are done. */
  private async freeze({ id, definition }: SeasonEntity): Promise<boolean> {
    const [from, until] = [definition.submissions.from, definition.submissions.until].map((at) =>
      Date.parse(at),
    ) as [number, number];
    if (this.clock.now() < until) return false;
    const createdAt = And(MoreThanOrEqual(from), LessThan(until));
    const waits = { status: 'checking' as const, createdAt };
    if (await this.database.read.existsBy(SubmissionEntity, waits)) return false;
    let isDone = true;
    // Within the write: behind every upload that came in time.
    await this.seasons.change(id, async (season, manager) => {
      isDone = !(await manager.existsBy(SubmissionEntity, waits));
      if (!isDone) return;
      const entrants = await this.submissions.entered(manager, from, until);
      if (entrants.length === 0) Object.assign(season, this.seasons.cancelled('nobody has entered'));
      else Object.assign(season, { entrants, state: 'frozen', waits: null });
    });
    return isDone;
  }

  /** Starts the runs of a phase that have not been, and is in it when all have. */
  private async begin({ id, definition, runs }: SeasonEntity, phase: SeasonPhase): Promise<boolean> {
    const { at, leagues } = definition[phase]!;
    if (this.clock.now() < Date.parse(at)) return false;
    for (const league of leagues)
      if (!runs.some((one) => one.phase === phase && one.league === league))
        await this.start(id, phase, league);
    await this.seasons.update(id, { state: phase, waits: null });
    this.runner.wake();
    return true;
  }

  private async start(id: string, phase: SeasonPhase, leagueId: string): Promise<void> {
    const league = await this.leagues.get(leagueId);
    if (league.state === 'paused') throw conflict('paused', `league ${leagueId} is paused`);
    const { entrants, qualified } = await this.seasons.get(id);
    const others = (await this.submissions.entrants(league.definition)).filter(
      (one) => one.baseline || seasonOfChampion(one) !== null,
    );
    const isIn = (one: FrozenSubmission): boolean => !qualified || qualified.includes(one.id);
    await this.runs.start(league, 'normal', {
      id,
      entrants: [...others, ...entrants!.filter(isIn)],
      record: async (manager, run, leftOut) => {
        const season = await openOne(manager, id);
        const one = { phase, league: leagueId, run, ...(leftOut.length > 0 && { leftOut }) };
        season.runs = [...season.runs, one];
        await manager.save(season);
      },
    });
  }

  private async qualify(season: SeasonEntity): Promise<boolean> {
    const standings = await this.standings(season, 'qualification');
    if (!standings) return false;
    const { through } = season.definition.qualification!;
    const qualified = [...standings.agent, ...standings.dealer]
      .filter((one) => one.score !== null && one.place <= through)
      .map(({ submission }) => submission);
    if (qualified.length === 0)
      await this.seasons.cancel(season.id, 'nobody could be scored in the qualification');
    else await this.seasons.update(season.id, { qualified, state: 'qualified', waits: null });
    return true;
  }

  private async finish(season: SeasonEntity): Promise<boolean> {
    const standings = await this.standings(season, 'final');
    if (!standings) return false;
    await this.seasons.change(season.id, async (one, manager) => {
      const ids = one.entrants!.map(({ id }) => id);
      // As their teams agree now: champions are released with what they are made of.
      await manager.update(SubmissionEntity, { id: In(ids), release: 'agreed' }, { release: 'released' });
      const champions: SeasonChampion[] = [];
      for (const kind of ['agent', 'dealer'] as const)
        for (const place of standings[kind].filter((found) => found.place <= one.definition.champions))
          champions.push(...(await this.crown(manager, one, kind, place)));
      const over = { champions, state: 'finished', waits: null, endedAt: this.clock.now() } as const;
      Object.assign(one, over);
    });
    return true;
  }

  /** Within a write: a copy of what took part, under a name of its own, that nothing changes any more. */
  private async crown(
    manager: EntityManager,
    { id: season, entrants }: SeasonEntity,
    kind: 'agent' | 'dealer',
    { submission, place, score }: SeasonPlace,
  ): Promise<SeasonChampion[]> {
    if (score === null) return [];
    const row = await manager.findOneByOrFail(SubmissionEntity, { id: submission });
    const champion = randomUUID();
    await manager.insert(SubmissionEntity, {
      ...{
        ...row,
        id: champion,
        name: championName(row.name, season),
        version: 1,
        status: 'accepted' as const,
      },
      createdAt: this.clock.now(),
    });
    const { name } = entrants!.find(({ id }) => id === submission)!;
    return [{ kind, place, score, submission, champion, name: championName(name, season) }];
  }

  /** Of a phase whose runs have all finished; null: some are on. Throws a problem where one has to be retried. */
  private async standings(
    { id, runs, entrants }: SeasonEntity,
    phase: SeasonPhase,
  ): Promise<SeasonStandings | null> {
    const ids = runs.filter((one) => one.phase === phase).map(({ run }) => run);
    const select = { id: true, state: true } as const;
    const found = await this.database.read.find(RunEntity, { select, where: { id: In(ids) } });
    const cancelled = found.find(({ state }) => state === 'cancelled');
    if (cancelled) {
      await this.seasons.cancel(id, `run ${cancelled.id} was cancelled`);
      return null;
    }
    const failed = found.find(({ state }) => state === 'failed');
    if (failed) throw conflict('run-failed', `the platform could not play all of run ${failed.id}: retry it`);
    if (found.some(({ state }) => state !== 'finished')) return null;
    const teams = Object.fromEntries(entrants!.map((one) => [one.id, teamOf(one)]));
    return this.desk.make('season-standings', { runs: ids, teams });
  }
}

import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob, CronTime } from 'cron';
import type { Subscription } from 'rxjs';
import { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { LeaguesService } from './leagues.service.js';
import { Logger } from '#database/fleet/logger.js';
import { Tally } from '../operation/tally.js';
import { WallClock } from '#database/wall-clock.js';
import { MatchRunner } from '../runs/match-runner.js';
import { problemOf } from '../requests/problem.filter.js';
import { RunStates } from '../runs/run-states.js';
import { RunsService } from '../runs/runs.service.js';

const UTC = 'UTC';
const DEMO = 'demo';

/** Starts the runs of leagues when they are due (cron, UTC), once if the server was down meanwhile. */
@Injectable()
export class RunScheduler {
  private watching: Subscription | null = null;

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly database: Database,
    private readonly leagues: LeaguesService,
    private readonly runs: RunsService,
    private readonly states: RunStates,
    private readonly runner: MatchRunner,
    private readonly clock: WallClock,
    private readonly logger: Logger,
    private readonly tally: Tally,
  ) {}

  async start(): Promise<void> {
    this.watching = this.leagues.changed.subscribe((league) => this.schedule(league));
    for (const league of await this.database.read.find(LeagueEntity, { order: { id: 'ASC' } })) {
      this.schedule(league);
      if (this.hasMissed(league)) await this.due(league.id);
    }
  }

  /** Plays the demo league on a database that has never seen a run. Returns whether it does. */
  async startDemo(): Promise<boolean> {
    if (await this.database.read.existsBy(RunEntity, {})) return false;
    const demo = await this.database.read.findOneBy(LeagueEntity, { id: DEMO, state: 'active' });
    if (!demo) return false;
    await this.runs.start(demo);
    this.runner.wake();
    return true;
  }

  stop(): void {
    this.watching?.unsubscribe();
    for (const [name, job] of this.registry.getCronJobs()) {
      void job.stop();
      this.registry.deleteCronJob(name);
    }
  }

  private schedule({ id, state, definition }: LeagueEntity): void {
    if (this.registry.doesExist('cron', id)) this.registry.deleteCronJob(id);
    if (state !== 'active' || definition.schedule === undefined) return;
    const job = CronJob.from({
      cronTime: definition.schedule,
      onTick: () => this.due(id),
      timeZone: UTC,
      waitForCompletion: true,
    });
    this.registry.addCronJob(id, job);
    job.start();
  }

  /** Whether a start was due between what has been dealt with and now. */
  private hasMissed({ state, definition, scheduledUntil }: LeagueEntity): boolean {
    if (state !== 'active' || definition.schedule === undefined) return false;
    const next = new CronTime(definition.schedule, UTC).getNextDateFrom(new Date(scheduledUntil), UTC);
    return next.toMillis() <= this.clock.now();
  }

  /** A league is due: it starts unless its last run is still on. */
  private async due(id: string): Promise<void> {
    try {
      // A start that is due while the disk takes nothing is made when it does.
      await this.database.storage.whenWell();
      const league = await this.leagues.get(id);
      await this.database.write((manager) =>
        manager.update(LeagueEntity, { id }, { scheduledUntil: this.clock.now() }),
      );
      if (await this.states.isOn(id)) {
        this.logger.info('start skipped: the last run is still on', { league: id });
        return;
      }
      const run = await this.runs.start(league);
      this.logger.info('run scheduled', { league: id, run: run.id });
      this.runner.wake();
    } catch (error) {
      this.tally.add('gridleague_failed_starts_total', { league: id });
      this.logger.error('scheduled run could not be started', { league: id, error });
      await this.keepFailure(id, problemOf(error).detail);
    }
  }

  /** For everybody to see, until a run of the league begins. */
  private async keepFailure(id: string, reason: string): Promise<void> {
    const failedStart = { at: this.clock.now(), reason };
    try {
      await this.database.write((manager) => manager.update(LeagueEntity, { id }, { failedStart }));
    } catch (error) {
      this.logger.error('failed start could not be kept', { league: id, error });
    }
  }
}

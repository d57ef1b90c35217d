import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeftOutPlugin } from '#leagues/pairing/fair-field.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunBoardEntity } from '#database/entities/run-board.entity.js';
import { RunFileEntity } from '#database/entities/run-file.entity.js';
import { runLooks } from '#database/stored/run-looks.js';
import { storePackages } from '#database/stored/stored-packages.js';
import type { ForeseenField, ForeseeRequest } from '../derive/jobs/foresee-run.js';
import { ThreadDesk, type JobFor } from '../derive/desk/thread-desk.js';
import { othersTurn } from '../operation/others-turn.js';
import { WallClock } from '#database/wall-clock.js';
import { conflict, notFound } from '../problem/problem.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { forgetDays } from '#database/queue/kept-days.js';
import { MatchJobs } from '#database/queue/match-jobs.js';
import { placeInQueue, type RunPriority } from '#database/queue/job-priority.js';
import { CANCEL_MATCHES, inBatches, QUEUE_AGAIN, queueMatches } from './match-statements.js';
import { OPEN, refuseIfNotFinished, refuseIfNotReady, refuseIfTaken } from './may-play.js';
import { RunEvents } from './run-events.js';

/** A season that has a league played. */
export interface SeasonStart {
  readonly id: string;
  /** who takes part, whatever has been uploaded since they were frozen */
  readonly entrants: readonly FrozenSubmission[];
  /** within the write that stores the run: both are there, or neither */
  readonly record: (manager: EntityManager, run: string, leftOut: readonly LeftOutPlugin[]) => Promise<void>;
}

/** Plans, cancels and retries runs. */
@Injectable()
export class RunsService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionsService,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly events: RunEvents,
    private readonly desk: ThreadDesk,
    private readonly jobs: MatchJobs,
  ) {}

  /**
   * Plans the next run of a league, freezes its submissions and puts its matches into the queue, all
   * or nothing. Throws a problem if the league is in a run already, `PlanError` or `SealedSeedError`.
   */
  async start(
    league: LeagueEntity,
    priority: RunPriority = 'normal',
    season?: SeasonStart,
  ): Promise<RunEntity> {
    const { definition, id } = league;
    const number = (await refuseIfNotReady(this.database.read, league, null, season)) + 1;
    const { head, lineUps, packages, rows, leftOut, chunks } = await this.desk.make('lay-out-run', {
      ...{
        definition,
        entrants: season?.entrants ?? (await this.submissions.entrants(definition)),
        conditions: this.chain.conditions,
      },
      seed: runSeed(definition, number, league.secretSeed ?? undefined),
    });
    const now = this.clock.now();
    const run: RunEntity = {
      ...{ id: `${id}-${number}`, league: id, number, state: 'queued', definition, plan: head, lineUps },
      packages,
      ...{ createdAt: now, startedAt: null, finishedAt: null, error: null, anchor: null, looks: null },
      ...(typeof definition.seed === 'string'
        ? { secretSeed: null, sealed: null }
        : { secretSeed: league.secretSeed, sealed: definition.seed.sealed }),
    };
    await this.database.write(async (manager) => {
      await refuseIfNotReady(manager, league, number, season);
      await storePackages(manager, rows);
      await manager.insert(RunEntity, run);
      await season?.record(manager, run.id, leftOut);
      await manager.update(LeagueEntity, { id }, { failedStart: null });
      for (const submission of head.submissions) {
        const file = await this.submissions.fileOf(submission);
        await manager.insert(RunFileEntity, { run: run.id, submission: submission.id, file });
        await othersTurn();
      }
      await queueMatches(manager, this.jobs, { run: run.id, place: placeInQueue(now, priority) }, chunks);
    });
    return run;
  }

  /**
   * Plans so many more blocks of a finished run, with the plugins and scenarios that it has frozen, and puts their matches into
   * the queue, all or nothing: another look at it. Throws a problem if it is not over, `PlanError`.
   */
  async extend(id: string, blocks: number, priority: RunPriority = 'normal'): Promise<void> {
    const run = await this.get(id);
    await refuseIfNotFinished(this.database.read, run);
    const { conditions } = this.chain;
    const { looks, before, chunks } = await this.desk.make('extend-run', { run: id, blocks, conditions });
    const now = this.clock.now();
    await this.database.write(async (manager) => {
      await refuseIfNotFinished(manager, run);
      const look = { blocks: looks.at(-1)!, before, createdAt: now, anchor: null };
      const update = { state: 'running' as const, looks: [...(run.looks ?? []), look] };
      await manager.update(RunEntity, { id }, update);
      await queueMatches(manager, this.jobs, { run: id, place: placeInQueue(now, priority) }, chunks);
    });
    this.events.tell({ run: id, type: 'extended' });
  }

  /** What the next run of a league would be. `pilot`: a run whose spread is taken; `work`: for whom; throws `PlanError`. */
  async foresee(
    { definition }: LeagueEntity,
    order: Pick<ForeseeRequest, 'spread' | 'difference' | 'pilot'>,
    work: JobFor = {},
  ): Promise<ForeseenField> {
    const entrants = await this.submissions.entrants(definition);
    return this.desk.make('foresee-run', { definition, entrants, ...order }, work);
  }

  async get(id: string): Promise<RunEntity> {
    const run = await this.database.read.findOneBy(RunEntity, { id });
    if (!run) throw notFound(`run ${id}`);
    return run;
  }

  /** Ends a run; what is in play is interrupted when its lease is renewed. */
  async cancel(id: string): Promise<void> {
    await this.database.write(async (manager) => {
      const run = await manager.findOneBy(RunEntity, { id });
      if (!run) throw notFound(`run ${id}`);
      if (!OPEN.includes(run.state)) throw conflict('run-over', `run ${id} is ${run.state}`);
      await manager.update(RunEntity, { id }, { state: 'cancelled', finishedAt: this.clock.now() });
      await inBatches(manager, CANCEL_MATCHES, id, async (cancelled) => {
        const matches = cancelled.map((one) => one.id);
        await this.jobs.cancel(manager, matches);
        await forgetDays(manager, matches);
      });
    });
    this.events.tell({ run: id, type: 'finished', state: 'cancelled' });
  }

  /** A run that failed goes on with the matches that the platform could not play; what was played stays as it is. */
  async retry(id: string): Promise<void> {
    await this.database.write(async (manager) => {
      const run = await manager.findOneBy(RunEntity, { id });
      if (!run) throw notFound(`run ${id}`);
      if (run.state !== 'failed')
        throw conflict('not-failed', `run ${id} is ${run.state}: only one that failed can be retried`);
      // From before: what is on a chain stays as it is there.
      if (runLooks(run).at(-1)!.anchor)
        throw conflict('anchored', `what run ${id} ended with is anchored: start another run`);
      await refuseIfTaken(manager, run.league);
      await manager.update(RunEntity, { id }, { state: 'running', error: null, finishedAt: null });
      await manager.delete(RunBoardEntity, { run: id });
      await inBatches(manager, QUEUE_AGAIN, id, async (again) => {
        for (const one of again) await this.jobs.add(manager, [one.id], one.priority);
      });
    });
    this.events.tell({ run: id, type: 'retried' });
  }
}

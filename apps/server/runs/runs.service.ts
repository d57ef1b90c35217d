import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import { matchId, type PluginFile } from '#leagues/run/match-task.js';
import { checkScenarios } from '../../worker/check-scenarios.js';
import { ChainHolder } from '../chain/chain-holder.js';
import { Database } from '../database/database.js';
import { LeagueEntity } from '../database/entities/league.entity.js';
import { MatchEntity, type MatchState } from '../database/entities/match.entity.js';
import { RunEntity, type RunState } from '../database/entities/run.entity.js';
import { RunFileEntity } from '../database/entities/run-file.entity.js';
import { WallClock } from '../operation/wall-clock.js';
import { conflict, notFound, ProblemError } from '../problem/problem.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { RunEvents } from './run-events.js';
import { runView, type RunView } from './run-view.js';

/** `urgent` runs are played before all that wait, `background` runs when nothing else does. */
export const runPriorities = ['urgent', 'normal', 'background'] as const;
export type RunPriority = (typeof runPriorities)[number];

export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** null: unknown */
  readonly secondsLeft: number | null;
}

const OPEN: RunState[] = ['queued', 'running'];
const ENDED: MatchState[] = ['played', 'failed', 'cancelled'];
/** Rows of one INSERT: SQLite takes a limited number of values. */
const ROWS = 500;

/** Plans and cancels runs and tells how far they are. */
@Injectable()
export class RunsService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionsService,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly events: RunEvents,
  ) {}

  /**
   * Plans the next run of a league, freezes its submissions and puts its matches into the queue, all
   * or nothing. Throws a problem if the league is in a run already, `PlanError` or `SealedSeedError`.
   */
  async start(league: LeagueEntity, priority: RunPriority = 'normal'): Promise<RunEntity> {
    const { definition, id } = league;
    const last = await this.last(this.database.read, id);
    this.refuseIfNotReady(league, last);
    const number = (last?.number ?? 0) + 1;
    const submissions = await this.submissions.frozen();
    const plan = planned(league, submissions, number);
    await checkScenarios(plan, this.chain.conditions);
    const now = this.clock.now();
    const run: RunEntity = {
      ...{ id: `${id}-${number}`, league: id, number, state: 'queued', definition, plan },
      ...{ createdAt: now, startedAt: null, finishedAt: null, error: null, anchor: null },
    };
    await this.database.write(async (manager) => {
      this.refuseIfNotReady(league, await this.last(manager, id), number);
      await manager.insert(RunEntity, run);
      const playing = new Set(plan.submissions.map((submission) => submission.id));
      for (const file of submissions.filter((submission) => playing.has(submission.id)))
        await manager.insert(RunFileEntity, { run: run.id, submission: file.id, file });
      const matches = plan.matches.map((match) => ({
        ...{ id: matchId(run.id, match.id), run: run.id, serial: match.serial },
        ...{ state: 'queued' as const, priority: placeInQueue(now, priority), attempts: 0 },
      }));
      for (let first = 0; first < matches.length; first += ROWS)
        await manager.insert(MatchEntity, matches.slice(first, first + ROWS));
    });
    return run;
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
      await manager.update(
        MatchEntity,
        { run: id, state: In(['queued', 'playing']) },
        { state: 'cancelled', lease: null, leasedUntil: null },
      );
    });
    this.events.tell({ run: id, type: 'finished', state: 'cancelled' });
  }

  async progress({
    id,
    startedAt,
    state,
  }: Pick<RunEntity, 'id' | 'startedAt' | 'state'>): Promise<RunProgress> {
    const [done, total] = await Promise.all([
      this.database.read.countBy(MatchEntity, { run: id, state: In(ENDED) }),
      this.database.read.countBy(MatchEntity, { run: id }),
    ]);
    const pace = startedAt === null || done === 0 ? null : (this.clock.now() - startedAt) / 1000 / done;
    const secondsLeft = OPEN.includes(state) ? pace && Math.round(pace * (total - done)) : 0;
    return { done, total, secondsLeft };
  }

  /** The run as everybody may see it. */
  async view(run: RunEntity): Promise<RunView> {
    return runView(run, await this.progress(run), await this.openedSecret(run));
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

  /** The secret behind the seal of a run that has finished, and opened it; null: there is none to tell. */
  private async openedSecret({ league, state, definition }: RunEntity): Promise<string | null> {
    if (typeof definition.seed === 'string' || state !== 'finished') return null;
    const { secretSeed } = await this.database.read.findOneByOrFail(LeagueEntity, { id: league });
    return secretSeed;
  }

  private refuseIfNotReady({ id, definition }: LeagueEntity, last: LastRun | null, number?: number): void {
    if (last && OPEN.includes(last.state)) throw conflict('run-on', `run ${last.id} of league ${id} is on`);
    if (number !== undefined && last && last.number >= number)
      throw conflict('run-on', `another run of league ${id} has just been started`);
    if (last?.state === 'finished' && typeof definition.seed !== 'string')
      throw new ProblemError(
        409,
        'seal-opened',
        `the seal of league ${id} was opened by run ${last.id}; make a new league`,
      );
  }

  private last(manager: EntityManager, league: string): Promise<LastRun | null> {
    return manager.findOne(RunEntity, {
      select: { id: true, number: true, state: true },
      where: { league },
      order: { number: 'DESC' },
    });
  }
}

type LastRun = Pick<RunEntity, 'id' | 'number' | 'state'>;

/** The plan of a run, with those submissions only that take part. */
function planned(
  { definition, secretSeed }: LeagueEntity,
  submissions: readonly PluginFile[],
  number: number,
): RunPlan {
  const entrants = submissions.map(({ id, kind, name, version, sha256, baseline }) => ({
    ...{ id, kind, name, version, sha256, baseline },
  }));
  const plan = planRun(definition, entrants, runSeed(definition, number, secretSeed ?? undefined));
  const playing = new Set(plan.matches.flatMap(({ teams, dealer }) => [...teams, dealer]));
  return { ...plan, submissions: plan.submissions.filter(({ id }) => playing.has(id)) };
}

/** More seconds than lie between any two runs. */
const CLASS_DISTANCE = 1_000_000_000_000;

/** The lower, the earlier; within a class the older run comes first. `now`: ms since 1970 */
function placeInQueue(now: number, priority: RunPriority): number {
  return Math.floor(now / 1000) + (runPriorities.indexOf(priority) - 1) * CLASS_DISTANCE;
}

import { Injectable } from '@nestjs/common';
import { Dispatcher } from '#leagues/run/dispatcher.js';
import type { MissingPart } from '#leagues/run/match-player.port.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import type { FailureRecord, MatchReport } from '#market/match/report.js';
import { systemClock } from '#matches/play/system-clock.js';
import { WorkerProcess } from '#matches/workers/worker-process.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { ServerSettings } from '../config/server-settings.js';
import { Database } from '#database/database.js';
import type { MatchEntity } from '#database/entities/match.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { storageErrorOf } from '#database/storage-error.js';
import { Logger } from '../operation/logger.js';
import { MatchPace } from '../operation/match-pace.js';
import { Tally } from '../operation/tally.js';
import { WallClock } from '../operation/wall-clock.js';
import { RunEvents } from './run-events.js';
import { RunResultsService } from './run-results.service.js';
import { RunsService } from './runs.service.js';
import { SqlMatchQueue } from './sql-match-queue.js';

const LOOK_MILLISECONDS = 5000;
/** A lease outlives the silence after which its player is interrupted. */
const LEASE_FACTOR = 3;

export interface RunnerState {
  /** matches in play */
  readonly active: number;
  /** of the workers */
  readonly pids: readonly number[];
  /** sandbox processes of the workers */
  readonly sandboxes: number;
  readonly matchesPerMinute: number;
}

/** Plays what is in the queue with worker processes. */
@Injectable()
export class MatchRunner {
  private readonly workers: readonly WorkerProcess[];
  private readonly queue: SqlMatchQueue;
  private readonly dispatcher: Dispatcher;
  private looking: NodeJS.Timeout | undefined;
  private readonly pace = new MatchPace();
  private readonly finishing = new Set<Promise<void>>();
  /** runs whose end could not be dealt with */
  private readonly unfinished = new Set<string>();

  constructor(
    { config }: ServerSettings,
    private readonly database: Database,
    chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly runs: RunsService,
    private readonly results: RunResultsService,
    private readonly events: RunEvents,
    private readonly logger: Logger,
    private readonly tally: Tally,
  ) {
    this.workers = Array.from({ length: config.workers }, () => new WorkerProcess({ chain }));
    this.queue = new SqlMatchQueue(database, clock, config.silenceSeconds * 1000 * LEASE_FACTOR, {
      runStarted: (run) => logger.info('run started', { run }),
      matchEnded: (match, report) => this.matchEnded(match, report),
      matchFault: (match, reason) => {
        tally.add('gridleague_match_faults_total');
        logger.error('match fault', { match, reason });
      },
    });
    this.dispatcher = new Dispatcher({
      ...{
        queue: this.queue,
        players: this.workers,
        clock: systemClock,
        silenceSeconds: config.silenceSeconds,
      },
      // Trouble with the disk has been told by who watches it.
      onQueueError: (error) => void (storageErrorOf(error) ?? logger.error('queue failed', { error })),
      place: {
        onTrouble: (missing) => logger.error('matches wait', { ...missing }),
        onWell: () => logger.warn('matches go on'),
      },
    });
  }

  /** Goes on with whatever an earlier life left. */
  async start(): Promise<void> {
    await this.runs.freezeOpen();
    const recovered = await this.queue.recover();
    if (recovered > 0) this.logger.info('matches recovered', { matches: recovered });
    for (const run of await this.runs.open()) await this.results.finishIfOver(run);
    this.wake();
    this.looking = setInterval(() => {
      for (const run of this.unfinished) this.attend(run);
    }, LOOK_MILLISECONDS);
  }

  wake(): void {
    this.dispatcher.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.looking);
    await this.dispatcher.stop();
    await Promise.all(this.finishing);
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  /** What no match can be played for want of; null: nothing. */
  get trouble(): MissingPart | null {
    return this.dispatcher.trouble;
  }

  /** What is going on now. */
  get state(): RunnerState {
    return {
      active: this.dispatcher.active,
      pids: this.workers.flatMap(({ pid }) => pid ?? []),
      sandboxes: this.workers.reduce((sum, { sandboxes }) => sum + sandboxes, 0),
      matchesPerMinute: this.pace.perMinute(this.clock.now()),
    };
  }

  /** What plays a match, played or not. */
  task(match: MatchEntity): Promise<MatchTask> {
    return this.queue.task(match);
  }

  private matchEnded({ id, run, outcome, state }: MatchEntity, report: MatchReport | null): void {
    this.pace.ended(this.clock.now());
    for (const { kind } of report ? failuresIn(report) : [])
      this.tally.add('gridleague_plugin_failures_total', { kind });
    this.tally.add('gridleague_matches_total', { outcome: outcome ?? state });
    this.events.tell({ run, type: 'match', match: id, outcome: outcome ?? state });
    this.attend(run);
  }

  /** Tells how far a run is, and ends it where it is over; what fails is tried again later. */
  private attend(run: string): void {
    this.unfinished.delete(run);
    const work = this.report(run).catch((error: unknown) => {
      this.unfinished.add(run);
      this.database.storage.noticeLasting(error);
      if (!storageErrorOf(error)) this.logger.error('run could not be finished', { run, error });
    });
    this.finishing.add(work);
    void work.finally(() => this.finishing.delete(work));
  }

  private async report(id: string): Promise<void> {
    const run = await this.database.read.findOneOrFail(RunEntity, {
      select: { id: true, startedAt: true, state: true, looks: true },
      where: { id },
    });
    const progress = await this.runs.progress(run);
    this.events.tell({ run: id, type: 'progress', ...progress });
    if (!(await this.runs.isWaiting(id))) await this.results.finishIfOver(id);
  }
}

function failuresIn({ perSeat, dealer }: MatchReport): FailureRecord[] {
  return [...perSeat.flatMap(({ failures }) => failures), ...dealer.failures];
}

import { Injectable } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Dispatcher, type MatchInPlay } from '#leagues/run/dispatcher.js';
import type { MatchProgress, MissingPart } from '#leagues/run/match-player.port.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import type { FailureCounts } from '#market/match/report/failure-counts.js';
import type { MatchReport } from '#market/match/report/report.js';
import { systemClock } from '#matches/play/system-clock.js';
import { WorkerProcess } from '#matches/workers/worker-process.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { ServerSettings } from '../config/server-settings.js';
import { Database } from '#database/database.js';
import type { MatchEntity } from '#database/entities/match.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { storageErrorOf } from '#database/files/storage-error.js';
import { Bulletin } from '#database/fleet/bulletin.js';
import { Logger } from '#database/fleet/logger.js';
import { MatchPace } from '#database/fleet/match-pace.js';
import { Tally } from '../operation/tally.js';
import { WallClock } from '#database/wall-clock.js';
import { MatchMaterial } from '#database/queue/match-material.js';
import { QueueSource, type LastingQueue } from '#database/queue/queue-source.js';
import { freezeOpenRuns } from './freeze-open-runs.js';
import { RemoteAgents } from '../remote/remote-agents.js';
import { RunEvents } from './run-events.js';
import { RunResultsService } from './run-results.service.js';
import { RunStates } from './run-states.js';

const LOOK_MILLISECONDS = 5000;

export interface RunnerState {
  /** of the workers */
  readonly pids: readonly number[];
  /** sandbox processes of the workers */
  readonly sandboxes: number;
  /** of the deployment, wherever they are played */
  readonly matchesPerMinute: number;
}

/** Plays what is in the queue with worker processes; the leader's ends the runs as well, wherever they were played. */
@Injectable()
export class MatchRunner {
  private readonly workers: readonly WorkerProcess[];
  private readonly material: MatchMaterial;
  private readonly queue: LastingQueue;
  private readonly dispatcher: Dispatcher;
  private looking: NodeJS.Timeout | undefined;
  private watching: Subscription | undefined;
  /** of all, wherever they were played, and of those that were played here */
  private readonly pace: MatchPace;
  private readonly own: MatchPace;
  private readonly finishing = new Set<Promise<void>>();

  constructor(
    { config }: ServerSettings,
    private readonly database: Database,
    chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly states: RunStates,
    private readonly results: RunResultsService,
    private readonly events: RunEvents,
    private readonly logger: Logger,
    private readonly tally: Tally,
    private readonly source: QueueSource,
    private readonly bulletin: Bulletin,
    remote: RemoteAgents,
  ) {
    [this.pace, this.own] = [new MatchPace(clock.now()), new MatchPace(clock.now())];
    const { remoteSeconds } = config;
    const worker = (): WorkerProcess => new WorkerProcess({ chain, remote, remoteSeconds });
    this.workers = Array.from({ length: config.workers }, worker);
    this.material = new MatchMaterial(database);
    this.queue = source.queue(this.material, {
      runStarted: (run) => logger.info('run started', { run }),
      matchEnded: (match, report) => this.matchEnded(match, report),
      matchFault: (match, reason) => {
        logger.error('match fault', { match, reason });
        this.countFault();
        bulletin.tell({ kind: 'fault' });
      },
      matchResumed: (match, days) => logger.info('match has kept days', { match, days }),
      claimVoid: (match) => logger.info('match is not ours any more', { match }),
    });
    this.dispatcher = new Dispatcher({
      ...{ queue: this.queue, players: this.workers, clock: systemClock },
      ...{ silenceSeconds: config.silenceSeconds, heartbeatSeconds: source.heartbeatSeconds },
      // Trouble with the disk has been told by who watches it.
      onQueueError: (error) => void (storageErrorOf(error) ?? logger.error('queue failed', { error })),
      place: {
        onTrouble: (missing) => logger.error('matches wait', { ...missing }),
        onWell: () => logger.warn('matches go on'),
      },
    });
    events.all().subscribe(({ type }) => type === 'match' && this.pace.ended(this.clock.now()));
    bulletin.heard('queue').subscribe(() => this.dispatcher.wake());
    bulletin.heard('fault').subscribe(() => this.countFault());
    bulletin.heard('failures').subscribe(({ counts }) => this.countFailures(counts));
  }

  /** Plays, and goes on with whatever an earlier life left. */
  async start(): Promise<void> {
    const recovered = await this.queue.recover();
    if (recovered > 0) this.logger.info('matches recovered', { matches: recovered });
    this.dispatcher.wake();
  }

  /** Ends runs from now on, those that are over first. */
  async lead(): Promise<void> {
    await freezeOpenRuns(this.database);
    await this.source.lead();
    for (const run of await this.states.open()) await this.results.finishIfOver(run);
    this.watching = this.events.all().subscribe(({ type, run }) => type === 'match' && this.attend(run));
    this.looking = setInterval(() => void this.look(), LOOK_MILLISECONDS);
    this.wake();
  }

  /** Something may be waiting, for whoever plays. */
  wake(): void {
    this.dispatcher.wake();
    this.bulletin.tell({ kind: 'queue' });
  }

  async stop(): Promise<void> {
    clearInterval(this.looking);
    this.watching?.unsubscribe();
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
      pids: this.workers.flatMap(({ pid }) => pid ?? []),
      sandboxes: this.workers.reduce((sum, { sandboxes }) => sum + sandboxes, 0),
      matchesPerMinute: this.pace.perMinute(this.clock.now()),
    };
  }

  /** The matches in play here. */
  get inPlay(): readonly MatchInPlay[] {
    return this.dispatcher.inPlay;
  }

  /** How far a match in play here is; null: it is not. */
  progress(match: string): MatchProgress | null {
    return this.dispatcher.progress(match);
  }

  /** What plays a match, played or not. */
  task(match: MatchEntity): Promise<MatchTask> {
    return this.material.task(match);
  }

  /** Matches a minute that were played here. */
  get ownPace(): number {
    return this.own.perMinute(this.clock.now());
  }

  private matchEnded({ id, run, outcome, state }: MatchEntity, report: MatchReport | null): void {
    this.own.ended(this.clock.now());
    this.countFailures(this.bulletin.tellFailures(report));
    this.events.tell({ run, type: 'match', match: id, outcome: outcome ?? state });
  }

  private countFault(): void {
    this.tally.add('gridleague_match_faults_total');
  }

  private countFailures(counts: FailureCounts): void {
    for (const [kind, failures] of Object.entries(counts))
      this.tally.add('gridleague_plugin_failures_total', { kind }, failures);
  }

  /** Runs whose end was not told, or could not be dealt with. */
  private async look(): Promise<void> {
    if (this.database.storage.trouble) return;
    const open = await this.states.open().catch(() => []);
    for (const run of open) if (!(await this.states.isWaiting(run).catch(() => true))) this.attend(run);
  }

  /** Tells how far a run is, and ends it where it is over; what fails is tried again later. */
  private attend(run: string): void {
    const work = this.report(run).catch((error: unknown) => {
      this.database.storage.noticeLasting(error);
      if (!storageErrorOf(error)) this.logger.error('run could not be finished', { run, error });
    });
    this.finishing.add(work);
    void work.finally(() => this.finishing.delete(work));
  }

  private async report(id: string): Promise<void> {
    const run = await this.database.read.findOneOrFail(RunEntity, {
      select: { id: true, state: true, looks: true },
      where: { id },
    });
    const progress = await this.states.progress(run);
    this.events.tell({ run: id, type: 'progress', ...progress });
    if (!(await this.states.isWaiting(id))) await this.results.finishIfOver(id);
  }
}

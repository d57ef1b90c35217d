import { randomUUID } from 'node:crypto';
import { In, IsNull, LessThan, LessThanOrEqual, type EntityManager } from 'typeorm';
import { MOST_ATTEMPTS, type ClaimedMatch, type MatchQueue } from '#leagues/run/match-queue.port.js';
import { conductOfLeague, taskOf, type MatchTask, type PluginFile } from '#leagues/run/match-task.js';
import { retryPause } from '#leagues/run/retry-pause.js';
import type { HeardMatch } from '#leagues/run/match-player.port.js';
import type { MatchReport } from '#market/match/report.js';
import { zipRounds } from '#matches/bundles/zipped-rounds.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Database } from '#database/database.js';
import { PackageError, packageOfRun } from '#database/stored-packages.js';
import { keepConsole } from '#database/kept-consoles.js';
import { storageErrorOf } from '#database/storage-error.js';
import { MatchEntity, plannedMatch } from '#database/entities/match.entity.js';
import { MatchRecordEntity } from '#database/entities/match-record.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunFileEntity } from '#database/entities/run-file.entity.js';
import { BoundedCache } from '../operation/bounded-cache.js';
import type { WallClock } from '../operation/wall-clock.js';

export interface QueueListener {
  runStarted(run: string): void;
  /** played or failed, and stored; `report`: null, it could not be played */
  matchEnded(match: MatchEntity, report: MatchReport | null): void;
  matchFault(match: string, reason: string): void;
}

/** So many definitions of runs and plugin files are kept; others are read again. */
const RUNS_KEPT = 20;
const FILES_KEPT = 200;
const PACKAGES_KEPT = {
  mostWeight: 100_000_000,
  weightOf: ({ content }: ScenarioPackage): number => content.length,
};

type PlayedRun = Pick<RunEntity, 'id' | 'definition' | 'packages'>;

/** The queue as a table: what is in it survives every crash, and leases give back what a crash had. */
export class SqlMatchQueue implements MatchQueue {
  private readonly runs = new BoundedCache<PlayedRun>(RUNS_KEPT);
  private readonly packages = new BoundedCache<ScenarioPackage>({ most: RUNS_KEPT, ...PACKAGES_KEPT });
  private readonly files = new BoundedCache<PluginFile>(FILES_KEPT);

  /** when a lease could not be renewed for want of a disk, ms since 1970 */
  private lastTrouble = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly clock: WallClock,
    private readonly leaseMilliseconds: number,
    private readonly listener: QueueListener,
  ) {}

  /** Gives back what an earlier life of the server was playing; those attempts do not count. */
  async recover(): Promise<number> {
    return this.database.write(async (manager) => {
      const lost = await manager.findBy(MatchEntity, { state: 'playing' });
      for (const match of lost) await requeue(manager, match, match.attempts - 1);
      return lost.length;
    });
  }

  async claim(): Promise<ClaimedMatch | null> {
    let failed: MatchEntity[] = [];
    const claimed = await this.database.writeWhenWell(async (manager) => {
      failed = await this.takeBackExpired(manager);
      const match = await manager.findOne(MatchEntity, {
        where: [
          { state: 'queued', leasedUntil: IsNull() },
          { state: 'queued', leasedUntil: LessThanOrEqual(this.clock.now()) },
        ],
        order: { priority: 'ASC', run: 'ASC', serial: 'ASC' },
      });
      if (!match) return null;
      const lease = randomUUID();
      const attempt = match.attempts + 1;
      const leasedUntil = this.clock.now() + this.leaseMilliseconds;
      await manager.update(
        MatchEntity,
        { id: match.id },
        { state: 'playing', attempts: attempt, lease, leasedUntil },
      );
      const { affected } = await manager.update(
        RunEntity,
        { id: match.run, state: 'queued' },
        { state: 'running', startedAt: this.clock.now() },
      );
      return { ...match, lease, attempt, starts: affected !== 0 };
    });
    for (const match of failed) this.listener.matchEnded(match, null);
    if (!claimed) return null;
    const { run, attempt, lease, starts } = claimed;
    if (starts) this.listener.runStarted(run);
    try {
      return { task: await this.task(claimed), attempt, lease };
    } catch (error) {
      // A server that was lost between two statements: nobody has begun to play.
      if (storageErrorOf(error)?.passes) await this.giveBack(claimed.id, lease, attempt);
      if (!(error instanceof PackageError)) throw error;
      await this.stop(claimed, error.message);
      return this.claim();
    }
  }

  async renew({ task, lease }: ClaimedMatch): Promise<boolean> {
    const leasedUntil = this.clock.now() + this.leaseMilliseconds;
    const renewed = this.database.write(async (manager) => {
      const held = await manager.existsBy(MatchEntity, { id: task.id, lease, state: 'playing' });
      if (held) await manager.update(MatchEntity, { id: task.id }, { leasedUntil });
      return held;
    });
    // While nothing can be written, nobody else can take the match either.
    return renewed.catch((error: unknown) => {
      if (!storageErrorOf(error)) throw error;
      this.lastTrouble = this.clock.now();
      return true;
    });
  }

  async complete(
    { task, lease }: ClaimedMatch,
    { report, rounds, consoles = [] }: HeardMatch,
  ): Promise<boolean> {
    const packed = await zipRounds(rounds);
    const { outcome, efficiency, resultHash } = report;
    const result = { outcome, efficiency, resultHash, rounds: report.rounds };
    const at = this.clock.now();
    let attempts = 0;
    const ended = await this.database.writeWhenWell(async (manager) => {
      attempts++;
      const match = await manager.findOneBy(MatchEntity, { id: task.id, lease, state: 'playing' });
      // A database that was lost may have stored it the first time, and could not say so any more.
      const stored = { id: task.id, ...result, finishedAt: at };
      if (!match) return attempts > 1 ? manager.findOneBy(MatchEntity, stored) : null;
      const update = { ...result, ...NOT_LEASED, state: 'played' as const, finishedAt: at };
      await manager.insert(MatchRecordEntity, { match: task.id, report, rounds: packed });
      await manager.update(MatchEntity, { id: task.id }, update);
      for (const words of consoles) await keepConsole(manager, { match: task.id, at, ...words });
      return { ...match, ...update };
    });
    if (ended) this.listener.matchEnded(ended, report);
    return ended !== null;
  }

  async fault(claim: ClaimedMatch, reason: string): Promise<void> {
    const { task, lease } = claim;
    this.listener.matchFault(task.id, reason);
    // Players need the disk as well: what they lose for want of room is no attempt.
    if (await this.isDiskAtFault()) return this.release(claim);
    const failed = await this.database.writeWhenWell(async (manager) => {
      const match = await manager.findOneBy(MatchEntity, { id: task.id, lease, state: 'playing' });
      return match && this.retryOrFail(manager, match, reason);
    });
    if (failed) this.listener.matchEnded(failed, null);
  }

  release({ task, lease, attempt }: ClaimedMatch): Promise<void> {
    return this.giveBack(task.id, lease, attempt);
  }

  private async giveBack(id: string, lease: string, attempt: number): Promise<void> {
    await this.database.writeWhenWell(async (manager) => {
      const match = await manager.findOneBy(MatchEntity, { id, lease, state: 'playing' });
      if (match) await requeue(manager, match, attempt - 1);
    });
  }

  /** The task of any match, played or not. Throws `PackageError`. */
  async task(match: MatchEntity): Promise<MatchTask> {
    const { run } = match;
    const planned = plannedMatch(match);
    const played = await this.runs.get(run, () => {
      const select = { id: true, definition: true, packages: true } as const;
      return this.database.read.findOneOrFail(RunEntity, { select, where: { id: run } });
    });
    const { scenario } = planned;
    const frozen = await this.packages.get(`${run} ${scenario}`, () =>
      packageOfRun(this.database.read, played, scenario),
    );
    const files = new Map<string, PluginFile>();
    for (const id of [...planned.teams, planned.dealer]) files.set(id, await this.fileOf(run, id));
    const conduct = conductOfLeague(played.definition);
    return taskOf(run, planned, { files, packages: new Map([[scenario, frozen]]), conduct });
  }

  /** Without its scenario no match of a run can be played as planned: those that wait fail. */
  private async stop({ run, scenario }: MatchEntity, fault: string): Promise<void> {
    const update = { ...NOT_LEASED, state: 'failed' as const, fault, finishedAt: this.clock.now() };
    const stopped = await this.database.writeWhenWell(async (manager) => {
      const waiting = { run, scenario, outcome: IsNull(), state: In(['queued', 'playing']) };
      const matches = await manager.findBy(MatchEntity, waiting);
      await manager.update(MatchEntity, waiting, update);
      return matches;
    });
    for (const match of stopped) {
      this.listener.matchFault(match.id, fault);
      this.listener.matchEnded({ ...match, ...update }, null);
    }
  }

  private fileOf(run: string, submission: string): Promise<PluginFile> {
    return this.files.get(`${run} ${submission}`, async () => {
      const { file } = await this.database.read.findOneByOrFail(RunFileEntity, { run, submission });
      return file;
    });
  }

  private async isDiskAtFault(): Promise<boolean> {
    if (this.database.storage.trouble) return true;
    return this.database.probe().then(
      () => false,
      (error: unknown) => storageErrorOf(error) !== null,
    );
  }

  /** Returns those that have failed for good. */
  private async takeBackExpired(manager: EntityManager): Promise<MatchEntity[]> {
    // Leases could not be renewed while the disk took nothing.
    if (this.clock.now() - this.lastTrouble < this.leaseMilliseconds) return [];
    const expired = await manager.findBy(MatchEntity, {
      state: 'playing',
      leasedUntil: LessThan(this.clock.now()),
    });
    const failed: MatchEntity[] = [];
    for (const match of expired) {
      const lost = await this.retryOrFail(manager, match, 'the lease ran out');
      if (lost) failed.push(lost);
    }
    return failed;
  }

  private async retryOrFail(
    manager: EntityManager,
    match: MatchEntity,
    fault: string,
  ): Promise<MatchEntity | null> {
    if (match.attempts < MOST_ATTEMPTS) {
      const leasedUntil = Math.ceil(this.clock.now() + retryPause(match.attempts) * 1000);
      await requeue(manager, match, match.attempts, { fault, leasedUntil });
      return null;
    }
    const update = { ...NOT_LEASED, state: 'failed' as const, fault, finishedAt: this.clock.now() };
    await manager.update(MatchEntity, { id: match.id }, update);
    return { ...match, ...update };
  }
}

const NOT_LEASED = { lease: null, leasedUntil: null };

async function requeue(
  manager: EntityManager,
  { id }: MatchEntity,
  attempts: number,
  after: Partial<Pick<MatchEntity, 'fault' | 'leasedUntil'>> = {},
): Promise<void> {
  await manager.update(MatchEntity, { id }, { ...NOT_LEASED, state: 'queued', attempts, ...after });
}

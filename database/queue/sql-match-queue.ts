import { randomUUID } from 'node:crypto';
import { IsNull, LessThan, LessThanOrEqual, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { MOST_ATTEMPTS, type ClaimedMatch, type MatchQueue } from '#leagues/run/match-queue.port.js';
import { retryPause } from '#leagues/run/retry-pause.js';
import type { HeardMatch } from '#leagues/run/match-player.port.js';
import type { Database } from '../database.js';
import { PackageError } from '../stored-packages.js';
import { storageErrorOf } from '../storage-error.js';
import { MatchEntity } from '../entities/match.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import type { TimeOfDay } from '../time-of-day.js';
import {
  endOf,
  failForGood,
  failWaiting,
  isStorageAtFault,
  packResult,
  requeue,
  storeResult,
} from './match-ends.js';
import type { MatchMaterial } from './match-material.js';
import type { QueueListener } from './queue-listener.js';

/** The queue as a table of one process: what is in it survives every crash, and leases give back what a crash had. */
export class SqlMatchQueue implements MatchQueue {
  /** when a lease could not be renewed for want of a disk, ms since 1970 */
  private lastTrouble = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly material: MatchMaterial,
    private readonly clock: TimeOfDay,
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
      return { task: await this.material.task(claimed), attempt, lease };
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

  async complete({ task: { id }, lease }: ClaimedMatch, match: HeardMatch): Promise<boolean> {
    const result = await packResult(match, this.clock.now());
    let attempts = 0;
    const ended = await this.database.writeWhenWell(async (manager) => {
      attempts++;
      const stored = await storeResult(manager, { id, lease }, result);
      if (stored || attempts === 1) return stored;
      return manager.findOneBy(MatchEntity, {
        id,
        ...(endOf(result) as FindOptionsWhere<MatchEntity>),
      });
    });
    if (ended) this.listener.matchEnded(ended, match.report);
    return ended !== null;
  }

  async fault(claim: ClaimedMatch, reason: string): Promise<void> {
    const { task, lease } = claim;
    this.listener.matchFault(task.id, reason);
    if (await isStorageAtFault(this.database)) return this.release(claim);
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

  private async stop(match: MatchEntity, fault: string): Promise<void> {
    for (const failed of await failWaiting(this.database, match, fault, this.clock.now())) {
      this.listener.matchFault(failed.id, fault);
      this.listener.matchEnded(failed, null);
    }
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
    if (match.attempts >= MOST_ATTEMPTS) return failForGood(manager, match, fault, this.clock.now());
    const leasedUntil = Math.ceil(this.clock.now() + retryPause(match.attempts) * 1000);
    await requeue(manager, match, match.attempts, { fault, leasedUntil });
    return null;
  }
}

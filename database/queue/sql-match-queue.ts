import { randomUUID } from 'node:crypto';
import { IsNull, LessThan, LessThanOrEqual, type EntityManager } from 'typeorm';
import { MOST_ATTEMPTS, type ClaimedMatch, type MatchQueue } from '#leagues/run/match-queue.port.js';
import { retryPause } from '#leagues/run/retry-pause.js';
import type { HeardMatch, PackedDay } from '#leagues/run/match-player.port.js';
import { storageErrorOf } from '../files/storage-error.js';
import { MatchEntity } from '../entities/match.entity.js';
import { failForGood, isStorageAtFault, packResult, requeue, storeOnce } from './match-ends.js';
import { keepDay } from './kept-days.js';
import { beginRun, claimedMatch, type QueueSetting } from './match-starts.js';

/** The queue as a table of one process: what is in it survives every crash, and leases give back what a crash had. */
export class SqlMatchQueue implements MatchQueue {
  /** when a lease could not be renewed for want of a disk, ms since 1970 */
  private lastTrouble = -Infinity;

  constructor(
    private readonly setting: QueueSetting,
    private readonly leaseMilliseconds: number,
  ) {}

  /** Gives back what an earlier life of the server was playing; those attempts do not count. */
  async recover(): Promise<number> {
    return this.setting.database.write(async (manager) => {
      const lost = await manager.findBy(MatchEntity, { state: 'playing' });
      for (const match of lost) await requeue(manager, match, match.attempts - 1);
      return lost.length;
    });
  }

  async claim(): Promise<ClaimedMatch | null> {
    let failed: MatchEntity[] = [];
    const claimed = await this.setting.database.writeWhenWell(async (manager) => {
      failed = await this.takeBackExpired(manager);
      const match = await manager.findOne(MatchEntity, {
        where: [
          { state: 'queued', leasedUntil: IsNull() },
          { state: 'queued', leasedUntil: LessThanOrEqual(this.setting.clock.now()) },
        ],
        order: { priority: 'ASC', run: 'ASC', serial: 'ASC' },
      });
      if (!match) return null;
      const lease = randomUUID();
      const attempt = match.attempts + 1;
      const leasedUntil = this.setting.clock.now() + this.leaseMilliseconds;
      await manager.update(
        MatchEntity,
        { id: match.id },
        { state: 'playing', attempts: attempt, lease, leasedUntil },
      );
      const starts = await beginRun(manager, match.run, this.setting.clock.now());
      return { ...match, lease, attempt, starts };
    });
    for (const match of failed) this.setting.listener.matchEnded(match, null);
    if (!claimed) return null;
    const { run, attempt, lease, starts } = claimed;
    if (starts) this.setting.listener.runStarted(run);
    const found = await claimedMatch(claimed, this.setting, () => this.giveBack(claimed.id, lease, attempt));
    return found ? { ...found, attempt, lease } : this.claim();
  }

  async renew({ task, lease }: ClaimedMatch): Promise<boolean> {
    const leasedUntil = this.setting.clock.now() + this.leaseMilliseconds;
    const renewed = this.setting.database.write(async (manager) => {
      const held = await manager.existsBy(MatchEntity, { id: task.id, lease, state: 'playing' });
      if (held) await manager.update(MatchEntity, { id: task.id }, { leasedUntil });
      return held;
    });
    // While nothing can be written, nobody else can take the match either.
    return renewed.catch((error: unknown) => {
      if (!storageErrorOf(error)) throw error;
      this.lastTrouble = this.setting.clock.now();
      return true;
    });
  }

  keepDay(claim: ClaimedMatch, day: PackedDay): Promise<boolean> {
    return this.setting.database.writeWhenWell((manager) => keepDay(manager, claim, day));
  }

  async complete({ task: { id }, lease }: ClaimedMatch, match: HeardMatch): Promise<boolean> {
    const result = await packResult(match, this.setting.clock.now());
    const store = storeOnce({ id, lease }, result);
    const ended = await this.setting.database.writeWhenWell(async (manager) => (await store(manager)).match);
    if (ended) this.setting.listener.matchEnded(ended, match.report);
    return ended !== null;
  }

  async fault(claim: ClaimedMatch, reason: string): Promise<void> {
    const { task, lease } = claim;
    this.setting.listener.matchFault(task.id, reason);
    if (await isStorageAtFault(this.setting.database)) return this.release(claim);
    const failed = await this.setting.database.writeWhenWell(async (manager) => {
      const match = await manager.findOneBy(MatchEntity, { id: task.id, lease, state: 'playing' });
      return match && this.retryOrFail(manager, match, reason);
    });
    if (failed) this.setting.listener.matchEnded(failed, null);
  }

  release({ task, lease, attempt }: ClaimedMatch): Promise<void> {
    return this.giveBack(task.id, lease, attempt);
  }

  private async giveBack(id: string, lease: string, attempt: number): Promise<void> {
    await this.setting.database.writeWhenWell(async (manager) => {
      const match = await manager.findOneBy(MatchEntity, { id, lease, state: 'playing' });
      if (match) await requeue(manager, match, attempt - 1);
    });
  }

  /** Returns those that have failed for good. */
  private async takeBackExpired(manager: EntityManager): Promise<MatchEntity[]> {
    // Leases could not be renewed while the disk took nothing.
    if (this.setting.clock.now() - this.lastTrouble < this.leaseMilliseconds) return [];
    const expired = await manager.findBy(MatchEntity, {
      state: 'playing',
      leasedUntil: LessThan(this.setting.clock.now()),
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
    if (match.attempts >= MOST_ATTEMPTS) return failForGood(manager, match, fault, this.setting.clock.now());
    const leasedUntil = Math.ceil(this.setting.clock.now() + retryPause(match.attempts) * 1000);
    await requeue(manager, match, match.attempts, { fault, leasedUntil });
    return null;
  }
}

import { randomUUID } from 'node:crypto';
import { Like, type EntityManager } from 'typeorm';
import { MOST_ATTEMPTS, type ClaimedMatch, type MatchQueue } from '#leagues/run/match-queue.port.js';
import type { HeardMatch, PackedDay } from '#leagues/run/match-player.port.js';
import { GridLeagueError } from '#market/errors.js';
import type { Database } from '../database.js';
import { storageErrorOf } from '../files/storage-error.js';
import { MatchEntity } from '../entities/match.entity.js';
import type { BossJobs, MatchJob } from './boss-jobs.js';
import { failForGood, isStorageAtFault, packResult, requeue, storeOnce } from './match-ends.js';
import { keepDay } from './kept-days.js';
import { beginRun, claimedMatch, type QueueSetting } from './match-starts.js';

interface BossClaim extends ClaimedMatch {
  readonly job: MatchJob;
}

class VoidClaim extends GridLeagueError {
  readonly kind = 'undoable';
  readonly code = 'void-claim';
}

const LOST = 'its worker gave no sign of life any more';

/**
 * The one queue of all servers and workers at a PostgreSQL. A result is taken from who has both the job (its id and how often it was
 * given out) and the lease of the match, in the transaction that stores it: who wakes up too late is refused.
 */
export class BossMatchQueue implements MatchQueue {
  /** claims that are void, as has been told */
  private readonly told = new WeakSet<ClaimedMatch>();

  /** `holder`: of the leases: a name that nobody else has at the same time */
  constructor(
    private readonly setting: QueueSetting,
    private readonly jobs: BossJobs,
    private readonly holder: string,
  ) {}

  /** Takes back what an earlier life of this process was playing; those attempts do not count. What others play they keep. */
  async recover(): Promise<number> {
    return this.setting.database.write(async (manager) => {
      const lost = await manager.findBy(MatchEntity, { state: 'playing', lease: Like(`${this.holder} %`) });
      for (const match of lost) await putBack(manager, this.jobs, match);
      return lost.length;
    });
  }

  /**
   * By the leader, once their jobs were taken back: what is in play and nobody's waits again, or has failed for good, whether or not
   * there is somebody left to ask for it.
   */
  async takeBackLost(): Promise<void> {
    const { database, clock, listener } = this.setting;
    if ((await this.lost(database.read)).length === 0) return;
    const failed: MatchEntity[] = [];
    const lost = await database.write(async (manager) => {
      const matches = await this.lost(manager);
      for (const match of matches) {
        if (match.attempts < MOST_ATTEMPTS) await requeue(manager, match, match.attempts, { fault: LOST });
        else {
          failed.push(await failForGood(manager, match, LOST, clock.now()));
          await this.jobs.cancel(manager, [match.id]);
        }
      }
      return matches;
    });
    for (const { id } of lost) listener.matchFault(id, LOST);
    for (const match of failed) listener.matchEnded(match, null);
  }

  private async lost(manager: EntityManager): Promise<MatchEntity[]> {
    const playing = await manager.findBy(MatchEntity, { state: 'playing' });
    const ids = playing.map(({ id }) => id);
    const lost = ids.length === 0 ? [] : await this.jobs.waiting(manager, ids);
    return playing.filter(({ id }) => lost.includes(id));
  }

  async claim(): Promise<BossClaim | null> {
    const lost: MatchEntity[] = [];
    const failed: MatchEntity[] = [];
    const claimed = await this.setting.database.writeBeside(async (manager) => {
      for (const list of [lost, failed]) list.length = 0;
      for (;;) {
        const job = await this.jobs.fetch(manager);
        if (!job) return null;
        const match = await manager.findOneBy(MatchEntity, { id: job.match });
        if (match?.state === 'playing') lost.push(match);
        if (match?.state !== 'queued' && match?.state !== 'playing')
          // Cancelled meanwhile.
          await this.jobs.complete(manager, job);
        else if (match.attempts < MOST_ATTEMPTS) return this.take(manager, match, job);
        else {
          failed.push(await failForGood(manager, match, match.fault ?? LOST, this.setting.clock.now()));
          await this.jobs.complete(manager, job);
        }
      }
    });
    for (const { id } of lost) this.setting.listener.matchFault(id, LOST);
    for (const match of failed) this.setting.listener.matchEnded(match, null);
    if (!claimed) return null;
    const { match, job, starts } = claimed;
    if (starts) this.setting.listener.runStarted(match.run);
    const { id, lease, attempts: attempt } = match;
    const found = await claimedMatch(match, this.setting, () => this.giveBack(id, lease!, job, attempt - 1));
    return found ? { ...found, attempt, lease: lease!, job } : this.claim();
  }

  private async take(
    manager: EntityManager,
    match: MatchEntity,
    job: MatchJob,
  ): Promise<{ readonly match: MatchEntity; readonly job: MatchJob; readonly starts: boolean }> {
    const update = {
      ...{ state: 'playing' as const, attempts: match.attempts + 1, leasedUntil: null },
      ...{ lease: `${this.holder} ${randomUUID()}`, ...(match.state === 'playing' && { fault: LOST }) },
    };
    await manager.update(MatchEntity, { id: match.id }, update);
    const starts = await beginRun(manager, match.run, this.setting.clock.now());
    return { match: { ...match, ...update }, job, starts };
  }

  async renew(claim: ClaimedMatch): Promise<boolean> {
    // While the server is away it takes nothing back either: when it is there again, leaders leave everybody time.
    const held = await this.jobs.touch((claim as BossClaim).job).catch((error: unknown) => {
      if (!storageErrorOf(error)) throw error;
      return true;
    });
    if (!held) this.tellVoid(claim);
    return held;
  }

  keepDay(claim: ClaimedMatch, day: PackedDay): Promise<boolean> {
    return this.setting.database.writeBeside((manager) => keepDay(manager, claim, day));
  }

  async complete(claim: ClaimedMatch, match: HeardMatch): Promise<boolean> {
    const { task, lease, job } = claim as BossClaim;
    const result = await packResult(match, this.setting.clock.now());
    const store = storeOnce({ id: task.id, lease }, result);
    const storing = this.setting.database.writeBeside(async (manager) => {
      const stored = await store(manager);
      // Nothing of it is stored: somebody else has the match.
      if (stored.isNew && !(await this.jobs.complete(manager, job))) throw new VoidClaim();
      return stored.match;
    });
    const ended = await storing.catch((error: unknown) => {
      if (error instanceof VoidClaim) return null;
      throw error;
    });
    if (ended) this.setting.listener.matchEnded(ended, match.report);
    else this.tellVoid(claim);
    return ended !== null;
  }

  /** Once: a heartbeat may find it out, and the result that comes all the same. */
  private tellVoid(claim: ClaimedMatch): void {
    if (this.told.has(claim)) return;
    this.told.add(claim);
    this.setting.listener.claimVoid?.(claim.task.id);
  }

  async fault(claim: ClaimedMatch, reason: string): Promise<void> {
    const { task, lease, job } = claim as BossClaim;
    this.setting.listener.matchFault(task.id, reason);
    if (await isStorageAtFault(this.setting.database)) return this.release(claim);
    const failed = await this.setting.database.writeBeside(async (manager) => {
      const match = await manager.findOneBy(MatchEntity, { id: task.id, lease, state: 'playing' });
      if (!match) return null;
      if (match.attempts >= MOST_ATTEMPTS) {
        if (!(await this.jobs.complete(manager, job))) return null;
        return failForGood(manager, match, reason, this.setting.clock.now());
      }
      if (await this.jobs.fail(manager, job, reason))
        await requeue(manager, match, match.attempts, { fault: reason });
      return null;
    });
    if (failed) this.setting.listener.matchEnded(failed, null);
  }

  release(claim: ClaimedMatch): Promise<void> {
    const { task, lease, attempt, job } = claim as BossClaim;
    return this.giveBack(task.id, lease, job, attempt - 1);
  }

  private async giveBack(id: string, lease: string, job: MatchJob, attempts: number): Promise<void> {
    await this.setting.database.writeBeside(async (manager) => {
      const match = await manager.findOneBy(MatchEntity, { id, lease, state: 'playing' });
      if (match && (await this.jobs.fail(manager, job, 'given back')))
        await requeue(manager, match, attempts);
    });
  }
}

/** Takes in the matches that no job stands for: those of a copy, or of a release that had another queue. Returns how many. */
export function adoptOrphans(database: Database, jobs: BossJobs): Promise<number> {
  return database.write(async (manager) => {
    const orphans = await jobs.orphans(manager);
    for (const match of orphans) await putBack(manager, jobs, match);
    return orphans.length;
  });
}

async function putBack(
  manager: EntityManager,
  jobs: BossJobs,
  match: Pick<MatchEntity, 'id' | 'state' | 'attempts' | 'priority'>,
): Promise<void> {
  if (match.state === 'playing') await requeue(manager, match, match.attempts - 1);
  await jobs.add(manager, [match.id], match.priority);
}

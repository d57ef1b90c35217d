import type { EntityManager } from 'typeorm';
import type { ClaimedMatch } from '#leagues/run/match-queue.port.js';
import type { Database } from '../database.js';
import type { MatchEntity } from '../entities/match.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { storageErrorOf } from '../files/storage-error.js';
import { PackageError } from '../stored/stored-packages.js';
import type { WallClock } from '../wall-clock.js';
import { keptDays } from './kept-days.js';
import { failWaiting } from './match-ends.js';
import type { MatchMaterial } from './match-material.js';
import type { QueueListener } from './queue-listener.js';

/** Within a write: with one of its matches a run has begun. Whether it was this one. `at`: ms since 1970 */
export async function beginRun(manager: EntityManager, run: string, at: number): Promise<boolean> {
  const begun = { state: 'running' as const, startedAt: at };
  const { affected } = await manager.update(RunEntity, { id: run, state: 'queued' }, begun);
  return affected !== 0;
}

/** What every queue of matches works with. */
export interface QueueSetting {
  readonly database: Database;
  readonly material: MatchMaterial;
  readonly listener: QueueListener;
  readonly clock: WallClock;
}

/**
 * What a claimed match is played with, and its days so far; null: its scenario is not there, and it has failed with all that wait for that one.
 * Where the database is lost meanwhile nobody has begun to play: it is given back, and the error is thrown.
 */
export async function claimedMatch(
  match: MatchEntity,
  { database, material, listener, clock }: QueueSetting,
  giveBack: () => Promise<void>,
): Promise<Pick<ClaimedMatch, 'task' | 'days'> | null> {
  try {
    const task = await material.task(match);
    const days = await keptDays(database.read, match.id);
    if (days.length > 0) listener.matchResumed?.(match.id, days.length);
    return { task, days };
  } catch (error) {
    if (storageErrorOf(error)?.passes) await giveBack();
    if (!(error instanceof PackageError)) throw error;
    for (const failed of await failWaiting(database, match, error.message, clock.now())) {
      listener.matchFault(failed.id, error.message);
      listener.matchEnded(failed, null);
    }
    return null;
  }
}

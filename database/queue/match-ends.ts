import { In, IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { HeardMatch } from '#leagues/run/match-player.port.js';
import { isTrial } from '#leagues/run/trials.js';
import { zipRounds } from '#matches/bundles/zipped-rounds.js';
import type { Database } from '../database.js';
import { keepConsole } from '../stored/kept-consoles.js';
import { forgetDays } from './kept-days.js';
import { MatchEntity } from '../entities/match.entity.js';
import { MatchRecordEntity } from '../entities/match-record.entity.js';
import { storageErrorOf } from '../files/storage-error.js';

const NOT_LEASED = { lease: null, leasedUntil: null };

/** Within a write: puts a match back. */
export async function requeue(
  manager: EntityManager,
  { id }: Pick<MatchEntity, 'id'>,
  attempts: number,
  after: Partial<Pick<MatchEntity, 'fault' | 'leasedUntil'>> = {},
): Promise<void> {
  await manager.update(MatchEntity, { id }, { ...NOT_LEASED, state: 'queued', attempts, ...after });
}

/** Within a write: a match that cannot be played, as it is from now on. `at`: ms since 1970 */
export async function failForGood(
  manager: EntityManager,
  match: MatchEntity,
  fault: string,
  at: number,
): Promise<MatchEntity> {
  const update = { ...NOT_LEASED, state: 'failed' as const, fault, finishedAt: at };
  await manager.update(MatchEntity, { id: match.id }, update);
  await forgetDays(manager, [match.id]);
  return { ...match, ...update };
}

/** Without its scenario no match of a run can be played as planned: those that wait fail. Returns them. */
export function failWaiting(
  database: Database,
  { run, scenario }: MatchEntity,
  fault: string,
  at: number,
): Promise<MatchEntity[]> {
  return database.writeWhenWell(async (manager) => {
    const waiting = { run, scenario, outcome: IsNull(), state: In(['queued', 'playing']) };
    const failed: MatchEntity[] = [];
    for (const match of await manager.findBy(MatchEntity, waiting))
      failed.push(await failForGood(manager, match, fault, at));
    return failed;
  });
}

/** A result as it is stored. */
export interface PackedResult {
  readonly match: HeardMatch;
  /** gzipped JSON */
  readonly rounds: Uint8Array;
  /** ms since 1970 */
  readonly at: number;
}

export async function packResult(match: HeardMatch, at: number): Promise<PackedResult> {
  return { match, rounds: await zipRounds(match.rounds), at };
}

/** What the queue says of it. */
function endOf({
  match: { report },
  at,
}: PackedResult): Pick<MatchEntity, 'outcome' | 'efficiency' | 'resultHash' | 'rounds' | 'finishedAt'> {
  const { outcome, efficiency, resultHash, rounds } = report;
  return { outcome, efficiency, resultHash, rounds, finishedAt: at };
}

/** Within a write: stores the result of who holds `lease`. Returns the match as it is now; null: the lease is void. */
async function storeResult(
  manager: EntityManager,
  { id, lease }: Pick<MatchEntity, 'id' | 'lease'>,
  result: PackedResult,
): Promise<MatchEntity | null> {
  const { match, rounds, at } = result;
  const held = await manager.findOneBy(MatchEntity, { id, lease: lease!, state: 'playing' });
  if (!held) return null;
  const update = { ...endOf(result), ...NOT_LEASED, state: 'played' as const };
  // Another process may have taken it back since it was read.
  const { affected } = await manager.update(MatchEntity, { id, lease: lease!, state: 'playing' }, update);
  if (affected === 0) return null;
  await forgetDays(manager, [id]);
  await manager.insert(MatchRecordEntity, { match: id, report: match.report, rounds });
  // What strangers ask for takes no place of what owners want to read.
  for (const words of (!isTrial(held.run) && match.consoles) || [])
    await keepConsole(manager, { match: id, at, ...words });
  return { ...held, ...update };
}

/**
 * Stores a result within a write, which may have to be made again: a database that was lost may have stored it, and could not say
 * so any more. Tells the match as it is with this result, and whether this write has stored it; null: the lease is void.
 */
export function storeOnce(
  claim: Pick<MatchEntity, 'id' | 'lease'>,
  result: PackedResult,
): (manager: EntityManager) => Promise<{ readonly match: MatchEntity | null; readonly isNew: boolean }> {
  let attempts = 0;
  return async (manager) => {
    attempts++;
    const stored = await storeResult(manager, claim, result);
    if (stored || attempts === 1) return { match: stored, isNew: stored !== null };
    const known = { id: claim.id, ...(endOf(result) as FindOptionsWhere<MatchEntity>) };
    return { match: await manager.findOneBy(MatchEntity, known), isNew: false };
  };
}

/** Whether the storage is to blame for what players lose: they need the disk as well. */
export async function isStorageAtFault(database: Database): Promise<boolean> {
  if (database.storage.trouble) return true;
  return database.probe().then(
    () => false,
    (error: unknown) => storageErrorOf(error) !== null,
  );
}

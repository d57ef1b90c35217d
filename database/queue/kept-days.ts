import { In, type EntityManager } from 'typeorm';
import type { ClaimedMatch } from '#leagues/run/match-queue.port.js';
import type { PackedDay } from '#leagues/run/match-player.port.js';
import { MatchDayEntity } from '../entities/match-day.entity.js';
import { MatchEntity } from '../entities/match.entity.js';

/** The days of a match that are kept, from the first on without a gap. */
export async function keptDays(read: EntityManager, match: string): Promise<PackedDay[]> {
  const rows = await read.find(MatchDayEntity, { where: { match }, order: { day: 'ASC' } });
  const gap = rows.findIndex(({ day }, i) => day !== i);
  return (gap < 0 ? rows : rows.slice(0, gap)).map(({ day, record }) => ({ day, record }));
}

/** Within a write: keeps a day for who holds the lease. Whether it does. */
export async function keepDay(
  manager: EntityManager,
  { task: { id }, lease }: ClaimedMatch,
  { day, record }: PackedDay,
): Promise<boolean> {
  // Changes nothing but whose row it is until this write ends: nobody ends the match meanwhile.
  const { affected } = await manager.update(MatchEntity, { id, lease, state: 'playing' }, { lease });
  if (affected === 0) return false;
  await manager.upsert(MatchDayEntity, { match: id, day, record }, ['match', 'day']);
  return true;
}

/** Within a write: of matches that have ended. */
export async function forgetDays(manager: EntityManager, matches: readonly string[]): Promise<void> {
  await manager.delete(MatchDayEntity, { match: In([...matches]) });
}

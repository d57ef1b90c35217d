import type { EntityManager } from 'typeorm';
import { MatchEntity } from '#database/entities/match.entity.js';
import { storedReport } from './stored-record.js';

/** of a run, spread over it */
const MATCHES = 20;

/** What matches of a run took, by the wall clock of what played them; null: none was played. */
export async function secondsPerMatch(read: EntityManager, run: string): Promise<number | null> {
  const where = { run, state: 'played' } as const;
  const played = await read.find(MatchEntity, {
    ...{ select: { id: true, serial: true }, where, order: { serial: 'ASC' } },
  });
  const every = Math.max(1, Math.floor(played.length / MATCHES));
  const taken: number[] = [];
  for (const { id } of played.filter((_, i) => i % every === 0).slice(0, MATCHES)) {
    const report = await storedReport(id);
    if (report) taken.push(report.timing.seconds);
  }
  return taken.length === 0 ? null : taken.reduce((sum, one) => sum + one, 0) / taken.length;
}

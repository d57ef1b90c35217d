import type { EntityManager } from 'typeorm';
import type { Fact } from '#results/receipts/receipts.js';
import { MatchEntity } from '../database/entities/match.entity.js';

/** What a run vouches for: its played matches, in the order of the plan. For threads: there may be many. */
export async function matchFacts(read: EntityManager, run: string): Promise<Fact[]> {
  const rows = await read.find(MatchEntity, {
    select: { id: true, resultHash: true },
    where: { run, state: 'played' },
    order: { serial: 'ASC' },
  });
  return rows.map(({ id, resultHash }) => ({ id, hash: resultHash! }));
}

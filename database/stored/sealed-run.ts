import type { EntityManager } from 'typeorm';
import { RunEntity } from '../entities/run.entity.js';

/** Whether nobody may know the seed of a run yet; that of a run which is being extended was opened before. */
export function isSecret({
  definition,
  state,
  finishedAt,
}: Pick<RunEntity, 'definition' | 'state' | 'finishedAt'>): boolean {
  const isOn = state === 'queued' || state === 'running';
  return typeof definition.seed !== 'string' && isOn && finishedAt === null;
}

/** The run that used a seal, in whatever league, and whether or not it came to its end; null: none. */
export async function openerOf(manager: EntityManager, sealed: string): Promise<string | null> {
  const run = await manager.findOne(RunEntity, { select: { id: true }, where: { sealed } });
  return run?.id ?? null;
}

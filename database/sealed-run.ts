import type { RunEntity } from './entities/run.entity.js';

/** Whether nobody may know the seed of a run yet; that of a run which is being extended was opened before. */
export function isSecret({
  definition,
  state,
  finishedAt,
}: Pick<RunEntity, 'definition' | 'state' | 'finishedAt'>): boolean {
  const isOn = state === 'queued' || state === 'running';
  return typeof definition.seed !== 'string' && isOn && finishedAt === null;
}

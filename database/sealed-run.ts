import type { RunEntity } from './entities/run.entity.js';

/** Whether nobody may know the seed of a run yet. */
export function isSecret({ definition, state }: Pick<RunEntity, 'definition' | 'state'>): boolean {
  return typeof definition.seed !== 'string' && (state === 'queued' || state === 'running');
}

import type { EntityManager } from 'typeorm';
import type { Caller } from './access.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';

export type Owns = (submission: string) => boolean;

/** Which submissions' sources and logs a caller may see. */
export async function ownership(read: EntityManager, caller: Caller | null | undefined): Promise<Owns> {
  if (caller?.kind === 'admin') return () => true;
  if (!caller) return () => false;
  const own = await read.find(SubmissionEntity, { select: { id: true }, where: { team: caller.id } });
  const ids = new Set(own.map(({ id }) => id));
  return (submission) => ids.has(submission);
}

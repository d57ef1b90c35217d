import type { EntityManager } from 'typeorm';
import { openSource } from '#database/open-source.js';

const opened = new Map<string, Promise<EntityManager>>();

/** What has been committed, as a thread reads it: on a connection of its own that stays open. */
export function threadDatabase(file: string): Promise<EntityManager> {
  const known = opened.get(file);
  if (known) return known;
  const opening = openSource(file).then(({ manager }) => manager);
  opened.set(file, opening);
  opening.catch(() => opened.delete(file));
  return opening;
}

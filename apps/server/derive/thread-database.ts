import { workerData } from 'node:worker_threads';
import type { EntityManager } from 'typeorm';
import { openSource } from '#database/open-source.js';

/** What many jobs are about. */
export interface OfRun {
  readonly run: string;
}

/** The file of the database, which a thread is told as it starts. */
export function databaseFile(): string {
  return workerData as string;
}

let opening: Promise<EntityManager> | null = null;

/** What has been committed, as a thread reads it: on a connection of its own that stays open. */
export function threadDatabase(): Promise<EntityManager> {
  opening ??= openSource(databaseFile())
    .then(({ manager }) => manager)
    .catch((error: unknown) => {
      opening = null;
      throw error;
    });
  return opening;
}

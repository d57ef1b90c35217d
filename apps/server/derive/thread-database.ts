import { workerData } from 'node:worker_threads';
import type { EntityManager } from 'typeorm';
import { placeOf, type DatabaseAddress } from '#database/address.js';
import { openReader } from '#database/open-any.js';

/** What many jobs are about. */
export interface OfRun {
  readonly run: string;
}

/** Where the database is, which a thread is told as it starts; may hold a password. */
export function databaseAddress(): DatabaseAddress {
  return workerData as DatabaseAddress;
}

/** The same as it may be told to anybody. */
export function databasePlace(): string {
  return placeOf(databaseAddress());
}

let opening: Promise<EntityManager> | null = null;

/** What has been committed, as a thread reads it: on a connection of its own that stays open. */
export function threadDatabase(): Promise<EntityManager> {
  opening ??= openReader(databaseAddress())
    .then(({ manager }) => manager)
    .catch((error: unknown) => {
      opening = null;
      throw error;
    });
  return opening;
}

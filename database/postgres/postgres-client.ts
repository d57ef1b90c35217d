import pg from 'pg';
import { StorageError } from '../files/storage-error.js';
import { toldError } from './postgres-errors.js';

/** What is wrong with a connection is told as an error of the storage. */
export type Telling = (error: unknown) => unknown;

/** `onStorageError`: told of it before it is thrown */
export function telling(onStorageError: (error: StorageError) => void): Telling {
  return (error) => {
    const known = toldError(error);
    if (known instanceof StorageError) onStorageError(known);
    return known;
  };
}

/** Connections whose statements fail with errors of the storage, where it is at fault. */
export function toldClient(told: Telling): typeof pg.Client {
  return class ToldClient extends pg.Client {
    override query(...[statement, values, ...rest]: unknown[]): never {
      const sent = Array.isArray(values) ? values.map(withoutZero) : values;
      const answer: unknown = super.query(...([statement, sent, ...rest] as Parameters<pg.Client['query']>));
      if (!(answer instanceof Promise)) return answer as never;
      return answer.catch((error: unknown) => {
        throw told(error);
      }) as never;
    }
  };
}

/** PostgreSQL keeps no zero characters in texts; nothing that is stored has one, so that nothing is to be found by one. */
function withoutZero(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
}

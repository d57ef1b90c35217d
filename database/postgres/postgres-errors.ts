import { isNativeError } from 'node:util/types';
import { StorageError, type StorageTrouble } from '../files/storage-error.js';

/** Codes of PostgreSQL: a whole class by its first two characters. */
const STATES: Readonly<Record<string, StorageTrouble>> = {
  '08': 'unreachable', // connection exceptions
  '28': 'unwritable', // who connects, or with what
  '3D': 'unwritable', // no such database
  '53': 'busy', // insufficient resources, connections
  '53100': 'full',
  '57P': 'unreachable', // the server stops, or starts
  '58': 'unwritable', // its disk
  '42501': 'unwritable', // no right to
  '25006': 'unwritable', // a server in recovery, a standby
  '55P03': 'busy', // a lock
  '40': 'busy', // two transactions in each other's way
  XX001: 'damaged',
  XX002: 'damaged',
};

const NETWORK = /^(ECONN|EPIPE|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|ENOENT|EACCES)/;
/** Of the client, which gives them no code. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/;

/** An error of a connection as one of the storage, where it is one. Messages hold no password: neither PostgreSQL nor the client tells it. */
export function toldError(error: unknown): unknown {
  if (error instanceof StorageError || !isNativeError(error)) return error;
  const { code, message, errors }: Error & { readonly code?: unknown; readonly errors?: readonly Error[] } =
    error;
  // Of several addresses none was reached.
  if (message === '' && errors?.[0]) return toldError(errors[0]);
  if (typeof code !== 'string') return LOST.test(message) ? new StorageError('unreachable', message) : error;
  if (NETWORK.test(code)) return new StorageError('unreachable', message);
  if (!/^[0-9A-Z]{5}$/.test(code)) return error;
  const trouble = STATES[code] ?? STATES[code.slice(0, 3)] ?? STATES[code.slice(0, 2)];
  return trouble ? new StorageError(trouble, `${message} (PostgreSQL code ${code})`) : error;
}

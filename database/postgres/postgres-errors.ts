import { isNativeError } from 'node:util/types';
import { StorageError, type StorageTrouble } from '../files/storage-error.js';
import { remedyOf, TLS_REMEDY } from './postgres-remedies.js';

/** Codes of PostgreSQL: a whole class by its first two characters. */
const STATES: Readonly<Record<string, StorageTrouble>> = {
  '08': 'unreachable', // connection exceptions
  '28': 'refused', // who connects, or with what
  '3D': 'refused', // no such database
  '53': 'busy', // insufficient resources
  '53100': 'full',
  '53300': 'unreachable', // no connection is left
  '57P': 'unreachable', // the server stops, or starts
  '58': 'unwritable', // its disk
  '42501': 'refused', // no right to
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
/** Of OpenSSL and Node: what is wrong with a certificate, or with what was agreed on. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|HOSTNAME_MISMATCH)/;
/** Of the client, without a code. */
const TLS_WORDS = /does not support SSL|establishing an SSL connection|^SECURITY WARNING: Using sslmode/;
/** Of the client, without a code: PostgreSQL asks for a password, and there is none. */
const NO_PASSWORD = /^SASL: .*password must be/;

/** An error of a connection as one of the storage, where it is one. Messages hold no password: neither PostgreSQL nor the client tells it. */
export function toldError(error: unknown): unknown {
  if (error instanceof StorageError || !isNativeError(error)) return error;
  const { code, message, errors }: Error & { readonly code?: unknown; readonly errors?: readonly Error[] } =
    error;
  // Of several addresses none was reached.
  if (message === '' && errors?.[0]) return toldError(errors[0]);
  if (typeof code !== 'string') return ofClient(message) ?? error;
  if (TLS_CODE.test(code)) return new StorageError('unreachable', `${message} (${code})`, TLS_REMEDY);
  if (NETWORK.test(code)) return new StorageError('unreachable', message);
  if (!/^[0-9A-Z]{5}$/.test(code)) return error;
  const trouble = STATES[code] ?? STATES[code.slice(0, 3)] ?? STATES[code.slice(0, 2)];
  if (!trouble) return error;
  return new StorageError(trouble, `${message} (PostgreSQL code ${code})`, remedyOf(code, message));
}

function ofClient(message: string): StorageError | null {
  if (LOST.test(message)) return new StorageError('unreachable', message);
  if (TLS_WORDS.test(message)) return new StorageError('unreachable', message, TLS_REMEDY);
  if (NO_PASSWORD.test(message))
    return new StorageError('refused', 'it asks for a password, and none was given', remedyOf('28P01', ''));
  return null;
}

import { GridLeagueError, type ErrorKind } from '#market/errors.js';
import { storageErrorOf, StorageError, type StorageTrouble } from '#database/files/storage-error.js';
import { ProblemError } from '../../problem/problem.js';

/** What the server and a thread of the desk say to each other. */
export interface DeskOrder {
  readonly job: string;
  readonly request: unknown;
}

export type DeskAnswer = { readonly answer: unknown } | { readonly failure: LostError };

/** An error on its way out of a thread, which loses its class: what tells a caller's fault from the server's. */
export interface LostError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: unknown;
  /** of an error of ours */
  readonly kind?: ErrorKind;
  readonly field?: string;
  /** of a problem */
  readonly status?: number;
  /** of the storage */
  readonly trouble?: StorageTrouble;
}

/** An error of ours that a thread has thrown. */
class FoundError extends GridLeagueError {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly field: string | undefined,
  ) {
    super(message);
  }
}

export function lostError(error: unknown): LostError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined };
  const known: Error & { readonly code?: unknown } = storageErrorOf(error) ?? error;
  const { name, message, stack, code } = known;
  const fact = { name, message, stack, code };
  if (!(known instanceof GridLeagueError)) return fact;
  const { kind, field, status, trouble }: GridLeagueError & Partial<LostError> = known;
  return { ...fact, kind, field, status, trouble };
}

export function foundError(lost: LostError): Error {
  const { name, stack } = lost;
  return Object.assign(anew(lost), { name, ...(stack !== undefined && { stack }) });
}

function anew({ kind, code, message, field, status, trouble }: LostError): Error {
  if (status !== undefined) return new ProblemError(status, String(code), message, field);
  if (trouble) return new StorageError(trouble, message);
  if (kind) return new FoundError(kind, String(code), message, field);
  return Object.assign(new Error(message), { code });
}

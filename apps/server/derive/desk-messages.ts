import { storageErrorOf } from '../database/storage-error.js';
import { ProblemError } from '../problem/problem.js';

/** What the server and a thread of the desk say to each other. */
export interface DeskOrder {
  readonly job: string;
  readonly request: unknown;
}

export type DeskAnswer = { readonly answer: unknown } | { readonly failure: LostError };

/** An error on its way out of a thread: what tells a caller's fault from the server's. */
export interface LostError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: unknown;
  readonly field: unknown;
  readonly status: unknown;
  /** of the storage */
  readonly trouble: unknown;
}

const NOTHING = {
  stack: undefined,
  code: undefined,
  field: undefined,
  status: undefined,
  trouble: undefined,
};

export function lostError(error: unknown): LostError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), ...NOTHING };
  const known: Error = storageErrorOf(error) ?? error;
  const { name, message, stack, code, field, status, trouble } = known as Error & Partial<LostError>;
  return { name, message, stack, code, field, status, trouble };
}

export function foundError({ name, message, stack, ...facts }: LostError): Error {
  if (name === 'ProblemError')
    return new ProblemError(
      Number(facts.status),
      String(facts.code),
      message,
      facts.field as string | undefined,
    );
  return Object.assign(new Error(message), { name, ...facts, ...(stack !== undefined && { stack }) });
}

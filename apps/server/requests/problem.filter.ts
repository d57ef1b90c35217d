import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { GridLeagueError } from '#market/errors.js';
import type { Logger } from '#database/fleet/logger.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { storageErrorOf, type StorageTrouble } from '#database/files/storage-error.js';
import type { StorageWatch } from '#database/files/storage-watch.js';
import { busy, noMeans, ProblemError } from '../problem/problem.js';

const SLOW_JOB_SECONDS = 60;

/** Trouble with the disk may be over then. */
const STORAGE_SECONDS = 30;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad input',
  401: 'Token needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Media type not supported',
  422: 'Cannot be done',
  429: 'Too many requests',
  503: 'Not available',
};

/** Turns every error into problem+json. What is not the caller's fault is logged and told without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly storage: StorageWatch,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<HttpRequest>();
    const response = host.switchToHttp().getResponse<HttpResponse>();
    const problem = problemOf(error);
    this.note(error, problem, request);
    if (response.headersSent) {
      response.end();
      return;
    }
    const { status, retryAfter } = problem;
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    const document = problemDocument(problem, request.originalUrl);
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...document, request: request.id }));
  }

  /** Logs what is not the caller's fault; of trouble with the disk the log has one entry in all. */
  protected note(error: unknown, problem: ProblemError, { id, path }: HttpRequest): void {
    this.storage.noticeLasting(error);
    if (storageErrorOf(error) && this.storage.trouble) return;
    // A problem that was meant is no failure: whoever asks for too much must not fill the log.
    if (problem.status >= 500 && problem !== error)
      this.logger.error('request failed', { request: id, path, error });
  }
}

/** A problem as it is sent. */
export function problemDocument({ status, code, detail, field }: ProblemError, address: string): object {
  return {
    ...{ type: `urn:gridleague:problem:${code}`, title: titleOf(status), status },
    detail: shortened(detail, MOST_DETAIL),
    ...(field !== undefined && field !== '' && { field: shortened(field, MOST_FIELD) }),
    instance: shortened(address.split('?')[0]!, MOST_FIELD),
  };
}

export function titleOf(status: number): string {
  return TITLES[status] ?? 'Server error';
}

/** What callers sent is told back to them, but not all of it. */
const MOST_DETAIL = 1000;
const MOST_FIELD = 300;

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Nothing of the request has been stored then. */
const STORAGE: Readonly<Record<StorageTrouble, string>> = {
  full: 'the disk of the server is full; nothing was stored, try again later',
  unwritable: 'the disk of the server takes no writes; nothing was stored, try again later',
  busy: 'the database of the server is locked; nothing was stored, try again later',
  unreachable: 'the database of the server cannot be reached; try again later',
  refused: 'the database of the server does not let it in; nothing was stored, its operator has to mend that',
  damaged: 'the database of the server is damaged; its operator has to restore it',
  taken: 'another server writes to the database of this one',
  gone: 'the database of the server has been removed; its operator has to restore it',
};

const DAMAGED_ROW = 'what is stored of this is damaged; the operator of the server has to restore it';

/** Of the body parser and the router: with a status, and where a body was too large with the bytes it may have. */
interface CallersError extends Error {
  readonly status?: unknown;
  readonly limit?: unknown;
}

/** What an error means in HTTP. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  const trouble = storageErrorOf(error);
  if (trouble) {
    const detail = STORAGE[trouble.trouble];
    const seconds = trouble.passes ? STORAGE_SECONDS : undefined;
    return new ProblemError(503, `storage-${trouble.trouble}`, detail, undefined, seconds);
  }
  if (isOutOfMeans(error)) return noMeans();
  if (error instanceof GridLeagueError) return ofKind(error);
  const { status, limit, message = '' }: Partial<CallersError> = error instanceof Error ? error : {};
  const isCallers = typeof status === 'number' && status >= 400 && status < 500;
  const most = typeof limit === 'number' ? `; at most ${limit} bytes are taken here` : '';
  return ofStatus(isCallers ? status : 500, `${message}${most}`);
}

/** The system gives no more file handles, threads or processes. */
const OUT_OF_MEANS: ReadonlySet<unknown> = new Set([
  ...['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ERR_WORKER_INIT_FAILED'],
]);

function isOutOfMeans(error: unknown): boolean {
  return error instanceof Error && OUT_OF_MEANS.has((error as NodeJS.ErrnoException).code);
}

function ofKind(error: GridLeagueError & { readonly field?: string }): ProblemError {
  const { kind, code, message, field } = error;
  switch (kind) {
    case 'input':
      return new ProblemError(400, code, message, field);
    case 'undoable':
      return new ProblemError(422, code, message);
    case 'busy':
      return busy('this takes longer than the server gives it', SLOW_JOB_SECONDS);
    case 'storage':
      return code === 'damaged-row' ? new ProblemError(500, code, DAMAGED_ROW) : ofStatus(500, '');
    case 'chain':
    case 'fault':
      return ofStatus(500, '');
  }
}

function ofStatus(status: number, message: string): ProblemError {
  const codes: Readonly<Record<number, string>> = {
    400: 'bad-input',
    401: 'token-needed',
    403: 'not-allowed',
    404: 'not-found',
    413: 'too-large',
    415: 'media-type',
    429: 'too-many-requests',
  };
  const detail = status >= 500 ? 'the server failed; the request id helps to find out why' : message;
  return new ProblemError(status, codes[status] ?? (status >= 500 ? 'server-error' : 'bad-request'), detail);
}

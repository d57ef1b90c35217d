import { GridLeagueError, type ErrorKind } from '#market/errors.js';

/** What went wrong with a request, as RFC 9457 tells it. */
export class ProblemError extends GridLeagueError {
  readonly kind: ErrorKind;

  constructor(
    readonly status: number,
    /** stable name, the last part of the problem's `type` */
    readonly code: string,
    readonly detail: string,
    /** the offending field, where there is one */
    readonly field?: string,
    /** seconds after which it is worth another try */
    readonly retryAfter?: number,
  ) {
    super(detail);
    this.kind = status < 500 ? 'input' : 'busy';
  }
}

export function notFound(what: string): ProblemError {
  return new ProblemError(404, 'not-found', `there is no ${what}`);
}

export function notPlayed(match: string): ProblemError {
  return new ProblemError(404, 'not-played', `match ${match} has not been played`);
}

export function badInput(field: string, detail: string): ProblemError {
  return new ProblemError(400, 'bad-input', detail, field);
}

export function conflict(code: string, detail: string): ProblemError {
  return new ProblemError(409, code, detail);
}

/** Programs outside of the sandbox played in the match. */
export function notRepeatable(match: string): ProblemError {
  return conflict('not-replayable', `a remote agent played in match ${match}: nobody can play it again`);
}

/** Nobody else's server could hear an agent that is connected to this one. */
export function noRemoteHere(): ProblemError {
  const detail =
    'remote agents play on a server that has its database for itself (a SQLite file): here matches may be played by others, who do not hear them';
  return conflict('no-remote-agents', detail);
}

/** Too much is asked for by everybody together. `seconds`: after which it is worth another try */
export function busy(what: string, seconds: number): ProblemError {
  return new ProblemError(503, 'busy', `${what}; try again later`, undefined, Math.ceil(seconds));
}

const PLACE_SECONDS = 30;

/** Runs wait and go on by themselves; the log says more. */
export function cannotPlay(missing: string): ProblemError {
  const detail = `no match can be played for want of ${missing}; runs wait, and go on by themselves`;
  return new ProblemError(503, 'cannot-play', detail, undefined, PLACE_SECONDS);
}

/** No submission can be checked for now. */
export function cannotCheck(): ProblemError {
  const detail = 'no submission can be checked, whatever it is; they wait, and are checked by themselves';
  return new ProblemError(503, 'cannot-check', detail, undefined, PLACE_SECONDS);
}

/** The system gives the server no more file handles, threads or processes. */
export function noMeans(): ProblemError {
  const detail = 'the server has no file handle or thread left for this; try again later';
  return new ProblemError(503, 'no-means', detail, undefined, PLACE_SECONDS);
}

/** Somebody asks for too much. `seconds`: after which it is worth another try */
export function tooMany(what: string, seconds: number): ProblemError {
  return new ProblemError(429, 'too-many-requests', what, undefined, Math.ceil(seconds));
}

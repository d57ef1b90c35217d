/** What went wrong with a request, as RFC 9457 tells it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** stable name, the last part of the problem's `type` */
    readonly code: string,
    readonly detail: string,
    /** the offending field, where there is one */
    readonly field?: string,
  ) {
    super(detail);
  }
}

export function notFound(what: string): ProblemError {
  return new ProblemError(404, 'not-found', `there is no ${what}`);
}

export function badInput(field: string, detail: string): ProblemError {
  return new ProblemError(400, 'bad-input', detail, field);
}

export function conflict(code: string, detail: string): ProblemError {
  return new ProblemError(409, code, detail);
}

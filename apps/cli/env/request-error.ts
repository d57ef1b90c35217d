import { GridLeagueError } from '#market/errors.js';

/** Why a request is not done; stable. */
export type RequestCode =
  | 'bad-json'
  | 'bad-request'
  | 'unknown-match'
  | 'match-exists'
  | 'too-many-matches'
  | 'no-turn'
  | 'bad-orders';

/** A request that makes no sense, or none now; the match stays as it is. */
export class RequestError extends GridLeagueError {
  readonly kind = 'input';
  constructor(
    readonly code: RequestCode,
    message: string,
  ) {
    super(message);
  }
}

/** What a driver is told of an error: of those that are not its own doing, that they are ours. */
export function requestProblem(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof GridLeagueError && error.kind !== 'fault')
    return { code: error.code, message: error.message };
  return { code: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

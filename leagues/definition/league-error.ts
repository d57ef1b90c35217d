import { FieldError, fieldPath, ScenarioError } from '../scenario-files/scenario-error.js';

/** A league that cannot be played: which file, which field, why, and what to do about it. */
export class LeagueError extends Error {
  readonly code = 'bad-league';
  override readonly name = 'LeagueError';

  constructor(
    /** as the user named it */
    readonly file: string,
    /** path inside the file, such as `ranking.weights.cost`; empty for the file as a whole */
    readonly field: string,
    readonly reason: string,
    /** how to mend it, if more than the reason says */
    readonly mend: string = '',
  ) {
    super(`${file}${field && `: ${field}`}: ${reason}${mend && ` (${mend})`}`);
  }
}

/** Runs `work` and turns what it finds wrong into a `LeagueError` of `file`. */
export function inLeague<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asLeagueError(file, error);
  }
}

/** What was found wrong in a file, as a `LeagueError`; anything else as it is. */
export function asLeagueError(file: string, error: unknown): unknown {
  if (error instanceof FieldError)
    return new LeagueError(file, fieldPath(error.path), error.reason, error.mend);
  if (error instanceof ScenarioError) return new LeagueError(file, error.field, error.reason, error.mend);
  return error;
}

import { FieldError, FileError, fieldPath, ScenarioError } from '../scenario-files/reading/scenario-error.js';

/** A league that cannot be played. */
export class LeagueError extends FileError {}

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
    return new LeagueError(file, fieldPath(error.path), error.reason, error.mend, error.others);
  if (error instanceof ScenarioError)
    return new LeagueError(file, error.field, error.reason, error.mend, error.others);
  return error;
}

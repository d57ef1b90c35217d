import { GridLeagueError } from '#market/errors.js';

/** A file of the user's that cannot be played: which file, which field, why, and what to do about it. */
export abstract class FileError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'bad-input';

  constructor(
    /** as the user named it */
    readonly file: string,
    /** path inside the file, such as `agents[3].own.matrix[2]`; empty for the file as a whole */
    readonly field: string,
    readonly reason: string,
    /** how to mend it, if more than the reason says */
    readonly mend: string = '',
  ) {
    super(`${file}${field && `: ${field}`}: ${reason}${mend && ` (${mend})`}`);
  }
}

/** A scenario that cannot be played. */
export class ScenarioError extends FileError {}

/** A finding that does not know its file yet. */
export class FieldError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'nameless-file';

  constructor(
    readonly path: readonly PropertyKey[],
    readonly reason: string,
    readonly mend = '',
  ) {
    super(reason);
  }
}

/** `agents[3].own.matrix[2]` */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

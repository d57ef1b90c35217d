import { GridLeagueError } from '#market/errors.js';

/** Findings that are told besides the first. */
const MOST_OTHERS = 20;

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
    /** what else is wrong with the file */
    readonly others: readonly FieldError[] = [],
  ) {
    const also = others.slice(0, MOST_OTHERS).map((other) => `\n  ${other.sentence}`);
    const more = others.length > MOST_OTHERS ? `\n  and ${others.length - MOST_OTHERS} more` : '';
    super(
      `${file}${field && `: ${field}`}: ${reason}${mend && ` (${mend})`}` +
        (others.length > 0 ? `\nalso:${also.join('')}${more}` : ''),
    );
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
    /** found besides */
    readonly others: readonly FieldError[] = [],
  ) {
    super(reason);
  }

  get sentence(): string {
    const { path, reason, mend } = this;
    return `${path.length > 0 ? `${fieldPath(path)}: ` : ''}${reason}${mend && ` (${mend})`}`;
  }
}

/** What was found wrong in a file, as a `ScenarioError` of it; anything else as it is. */
export function asScenarioError(file: string, error: unknown): unknown {
  return error instanceof FieldError
    ? new ScenarioError(file, fieldPath(error.path), error.reason, error.mend, error.others)
    : error;
}

/** The first of several findings, with the others (one or more findings). */
export function withOthers([first, ...others]: readonly FieldError[]): FieldError {
  return new FieldError(first!.path, first!.reason, first!.mend, others);
}

/** `agents[3].own.matrix[2]` */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

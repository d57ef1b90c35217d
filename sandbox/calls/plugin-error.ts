import { GridLeagueError } from '#market/errors.js';

/** A place in the author's file; line and column count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A plugin file that cannot be played; the message is for its author and starts with the place. */
export class PluginError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'bad-plugin';
  constructor(
    readonly file: string,
    readonly reason: string,
    readonly position?: SourcePosition,
  ) {
    super(`${position ? showPosition(position) : file}: ${reason}`);
  }
}

function showPosition({ file, line, column }: SourcePosition): string {
  return `${file}:${line}:${column}`;
}

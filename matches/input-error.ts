import { GridLeagueError } from '#market/errors.js';

/** What the user asked for cannot be done as asked; the message says what is wrong and how to mend it. */
export class InputError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'bad-input';
}

import { GridLeagueError } from '#market/errors.js';

/** A bundle cannot be read, or is not one. */
export class BundleError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'bad-bundle';
}

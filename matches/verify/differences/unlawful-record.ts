import { GridLeagueError } from '#market/errors.js';

/** Something in the rounds that no match could hold; `field` names it. */
export class UnlawfulRecord extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'unlawful-record';
  constructor(readonly field: string) {
    super(`${field} cannot be`);
  }
}

/** Throws `UnlawfulRecord` where it does not. */
export function must(holds: boolean, field: string): void {
  if (!holds) throw new UnlawfulRecord(field);
}

/** How far a season may be, and what that is called. */
export const SEASON_STATES = {
  announced: 'announced',
  open: 'open for submissions',
  frozen: 'entrants are frozen',
  qualification: 'the qualification is played',
  qualified: 'the finalists are known',
  final: 'the final is played',
  finished: 'over',
  cancelled: 'cancelled',
} as const;

export type SeasonState = keyof typeof SEASON_STATES;

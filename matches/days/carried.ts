import type { HouseholdState } from '#market/energy/days/household-state.js';
import type { Memories } from '#market/match/memories.js';
import type { ExactCash } from '#market/match/opening.js';

/** What goes from one market into the next. */
export interface Carried {
  readonly states: readonly HouseholdState[];
  /** absent: as the scenario says */
  readonly cash?: ExactCash;
  readonly memories?: Memories;
}

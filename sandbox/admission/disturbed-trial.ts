import { GridLeagueError } from '#market/errors.js';
import type { FailureRecord } from '#market/match/report/report.js';

/** What says more of the machine than of whom it befalls, where that is a reference plugin. */
const OF_THE_MACHINE: readonly FailureRecord['kind'][] = ['timed-out', 'out-of-time', 'process-lost'];

/** How the machine failed the reference plugins that play along in a trial; null: it did not. */
export function disturbanceOf(failures: readonly Pick<FailureRecord, 'kind' | 'reason'>[]): string | null {
  const found = failures.find(({ kind }) => OF_THE_MACHINE.includes(kind));
  return found ? `${found.kind}: ${found.reason}` : null;
}

/** Trials that went differently, but where reference plugins were failed by the machine: they say nothing of the plugin. */
export class DisturbedTrialError extends GridLeagueError {
  readonly kind = 'busy';
  readonly code = 'trials-disturbed';

  constructor(disturbance: string) {
    super(
      `a reference plugin failed in the trials (${disturbance}), so that they tell nothing of this one: the machine is too busy; check it again`,
    );
  }
}

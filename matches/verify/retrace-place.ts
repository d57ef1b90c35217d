import { isRepeatable, type FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { identityOf } from '#market/match/report.js';
import { agentSeats, dealt } from '#market/seating.js';
import { conducted } from '../play/conducted.js';
import type { RetracePlace } from './retrace.js';

/** A match as it was to be played; of its plugins only what they are called is needed. */
export interface PlacedMatch extends Pick<MatchTask, 'id' | 'match' | 'conduct'> {
  /** what plays for `match.teams`, in the same order */
  readonly agents: readonly FrozenSubmission[];
  readonly dealer: FrozenSubmission;
}

/** What is known of a match without its record. */
export function retracePlace(
  { id, match, agents, dealer, conduct }: PlacedMatch,
  scenario: Scenario,
): RetracePlace {
  const drawn = conducted(scenario.draw(match.seed), conduct);
  const plugins = dealt(agents, agentSeats(drawn.instance)).map(identityOf);
  const execution = isRepeatable(agents) ? 'sandbox' : 'not-sandboxed';
  return { id, seed: match.seed, drawn, plugins, dealer: identityOf(dealer), execution };
}

import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import type { PluginIdentity } from '#market/match/report.js';
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
  const seats = drawn.instance.participants.filter(({ role }) => role === 'agent').length;
  const plugins = Array.from({ length: seats }, (_, seat) => identityOf(agents[seat % agents.length]!));
  return { id, seed: match.seed, drawn, plugins, dealer: identityOf(dealer) };
}

/** What a report says of a plugin. */
export function identityOf({ name, version, sha256 }: FrozenSubmission): PluginIdentity {
  return { name, version, sha256 };
}

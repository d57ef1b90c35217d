import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report/report.js';
import { conductOfMatch, type MatchTask } from '#leagues/run/match-task.js';
import { isRepeatable, type FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { agentSeatCount, dealtToSeats } from '#market/seating.js';
import { conducted } from '../../play/conducted.js';

/** What a match is of, known without its record. */
export interface RetracePlace {
  readonly id: string;
  readonly seed: string;
  readonly drawn: DrawnMarket;
  /** what plays each agent seat, and behind the dealer's desk */
  readonly plugins: readonly PluginIdentity[];
  readonly dealer: PluginIdentity;
  readonly execution: Execution;
}

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
  const drawn = conducted(scenario.draw(match.seed), conductOfMatch(conduct, match), match.seed);
  const plugins = dealtToSeats(agents, agentSeatCount(drawn.instance)).map(identityOf);
  const execution = isRepeatable(agents) ? 'sandbox' : 'not-sandboxed';
  return { id, seed: match.seed, drawn, plugins, dealer: identityOf(dealer), execution };
}

import type { LeagueDefinition } from '../definition/league-schema.js';
import type { FrozenSubmission, PlannedMatch } from '../pairing/run-plan.js';

/** A frozen submission with the file it is. */
export interface PluginFile extends FrozenSubmission {
  /** name of the author's file, which tells its language */
  readonly file: string;
  readonly source: string;
}

/** Where a league differs from the defaults of scenario and sandbox. */
export type MatchConduct = Pick<LeagueDefinition, 'limits' | 'errorBudget' | 'roundCap'>;

/** Everything that is needed to play one match of a run, anywhere. */
export interface MatchTask {
  /** unique in the deployment, the same in every attempt and replay */
  readonly id: string;
  readonly match: PlannedMatch;
  /** what plays for `match.teams`, in the same order */
  readonly agents: readonly PluginFile[];
  readonly dealer: PluginFile;
  readonly conduct: MatchConduct;
}

/** The conduct of a league's matches. */
export function conductOfLeague({ limits, errorBudget, roundCap }: LeagueDefinition): MatchConduct {
  return {
    ...(limits && { limits }),
    ...(errorBudget !== undefined && { errorBudget }),
    ...(roundCap !== undefined && { roundCap }),
  };
}

/** The task of a planned match of run `run`. Throws `RangeError` if the file of a plugin is missing. */
export function taskOf(
  run: string,
  match: PlannedMatch,
  files: ReadonlyMap<string, PluginFile>,
  conduct: MatchConduct,
): MatchTask {
  const file = (id: string): PluginFile => {
    const found = files.get(id);
    if (!found) throw new RangeError(`run ${run} has no file of ${id}`);
    return found;
  };
  return {
    id: matchId(run, match.id),
    match,
    agents: match.teams.map(file),
    dealer: file(match.dealer),
    conduct,
  };
}

export function matchId(run: string, match: string): string {
  return `${run}-${match}`;
}

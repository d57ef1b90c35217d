import type { LeagueDefinition } from '../definition/league-schema.js';
import type { FrozenSubmission, PlannedMatch } from '../pairing/run-plan.js';
import { mechanismSeats, partsOf, type ComparedMechanism } from '../scenario-files/mechanisms.js';
import type { ScenarioPackage } from '../scenario-files/package/scenario-package.js';

/** A frozen submission with the file it is. */
export interface PluginFile extends FrozenSubmission {
  /** name of the author's file, which tells its language */
  readonly file: string;
  readonly source: string;
  /** of one in Python: the file, on this machine */
  readonly path?: string;
}

/** Where a league differs from the defaults of scenario and sandbox. */
export type MatchConduct = Pick<
  LeagueDefinition,
  'mechanism' | 'limits' | 'errorBudget' | 'roundCap' | 'closing' | 'settlement'
> & {
  /** of a match of a mechanism comparison, whatever its scenario states */
  readonly compared?: ComparedMechanism;
};

/** Everything that is needed to play one match of a run, anywhere. */
export interface MatchTask {
  /** unique in the deployment, the same in every attempt and replay */
  readonly id: string;
  readonly match: PlannedMatch;
  /** of `match.scenario` */
  readonly scenario: ScenarioPackage;
  /** what plays for `match.teams`, in the same order */
  readonly agents: readonly PluginFile[];
  readonly dealer: PluginFile;
  readonly conduct: MatchConduct;
}

/** The conduct of a league's matches. */
export function conductOfLeague({
  mechanism,
  limits,
  errorBudget,
  roundCap,
  closing,
  settlement,
}: LeagueDefinition): MatchConduct {
  return {
    ...(mechanism !== undefined && { mechanism }),
    ...(limits && { limits }),
    ...(errorBudget !== undefined && { errorBudget }),
    ...(roundCap !== undefined && { roundCap }),
    ...(closing !== undefined && { closing }),
    ...(settlement !== undefined && { settlement }),
  };
}

/** The conduct of one match of a league. */
export function conductOfMatch(conduct: MatchConduct, { mechanism }: PlannedMatch): MatchConduct {
  return mechanism ? { ...conduct, compared: mechanism } : conduct;
}

/** The conducts of its matches; `seated`: of those in which plugins of a kind sit at the seats, or behind the desk. */
export function conductsOfLeague(
  definition: LeagueDefinition,
  seated: FrozenSubmission['kind'] = 'dealer',
): MatchConduct[] {
  const conduct = conductOfLeague(definition);
  if (!definition.mechanisms) return [conduct];
  return definition.mechanisms
    .filter((compared) => seated === 'dealer' || mechanismSeats[partsOf(compared).mechanism] === seated)
    .map((compared) => ({ ...conduct, compared }));
}

/** What all matches of a run are played with. */
export interface RunMaterial {
  /** plugins by submission id */
  readonly files: ReadonlyMap<string, PluginFile>;
  /** scenarios by the names of the plan */
  readonly packages: ReadonlyMap<string, ScenarioPackage>;
  readonly conduct: MatchConduct;
}

/** The task of a planned match of run `run`. Throws `RangeError` if a plugin or the scenario is missing. */
export function taskOf(
  run: string,
  match: PlannedMatch,
  { files, packages, conduct }: RunMaterial,
): MatchTask {
  const found = <T>(all: ReadonlyMap<string, T>, name: string): T => {
    const one = all.get(name);
    if (one === undefined) throw new RangeError(`run ${run} has no file of ${name}`);
    return one;
  };
  return {
    id: matchId(run, match.id),
    match,
    scenario: found(packages, match.scenario),
    agents: match.teams.map((id) => found(files, id)),
    dealer: found(files, match.dealer),
    conduct: conductOfMatch(conduct, match),
  };
}

export function matchId(run: string, match: string): string {
  return `${run}-${match}`;
}

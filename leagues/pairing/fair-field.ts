import type { LeagueDefinition } from '../definition/league-schema.js';
import { seasonOfChampion, seatKinds, teamOf } from './entrants.js';
import { checkSize } from './plan-run.js';
import { PlanError, type FrozenSubmission } from './run-plan.js';

/** Plugins of a team and kind for which `all` stands in a league that does not say. */
const USUAL_ENTRANTS_PER_TEAM = 3;

/** A plugin that `all` does not stand for, because of others of its team. */
export interface LeftOutPlugin {
  readonly kind: FrozenSubmission['kind'];
  readonly name: string;
  /** `copy`: a newer one is the same file; `share`: the team has as many newer ones */
  readonly reason: 'copy' | 'share';
}

export interface FairField {
  readonly entrants: readonly FrozenSubmission[];
  readonly leftOut: readonly LeftOutPlugin[];
}

/**
 * Who of those there are, oldest upload first, is frozen for a run. Where `all` may play, a team has its newest plugins in it, as
 * many as the league lets it have, identical ones once; those that the league names play in any case, and count first. Where a
 * run of so many could not be planned, every team has one fewer, and so on down to one.
 */
export function fairField(definition: LeagueDefinition, submissions: readonly FrozenSubmission[]): FairField {
  const { entrantsPerTeam = USUAL_ENTRANTS_PER_TEAM } = definition;
  const most = Math.max(0, ...[...openTeams(definition, submissions).values()].map(({ length }) => length));
  for (let perTeam = Math.min(entrantsPerTeam, most); ; perTeam--) {
    const field = fieldOf(definition, submissions, perTeam);
    if (perTeam <= 1 || canBePlanned(definition, field.entrants)) return field;
  }
}

function fieldOf(
  definition: LeagueDefinition,
  submissions: readonly FrozenSubmission[],
  perTeam: number,
): FairField {
  const leftOut = new Map<FrozenSubmission, LeftOutPlugin['reason']>();
  const named = namesIn(definition);
  const isNamed = ({ id, name }: FrozenSubmission): boolean => named.has(id) || named.has(name);
  for (const own of openTeams(definition, submissions).values()) {
    const newest = own.toReversed();
    const files = new Set<string>();
    for (const one of [...newest.filter(isNamed), ...newest.filter((other) => !isNamed(other))]) {
      if (isNamed(one)) files.add(one.sha256);
      else if (files.has(one.sha256)) leftOut.set(one, 'copy');
      else if (files.size >= perTeam) leftOut.set(one, 'share');
      else files.add(one.sha256);
    }
  }
  return {
    entrants: submissions.filter((one) => !leftOut.has(one)),
    leftOut: [...leftOut].map(([{ kind, name }, reason]) => ({ kind, name, reason })),
  };
}

/** What teams have uploaded of the kinds that everybody may enter, by team and kind; reference plugins and champions are nobody's. */
function openTeams(
  { mechanism, mechanisms, entrants, dealers, mixes }: LeagueDefinition,
  submissions: readonly FrozenSubmission[],
): Map<string, FrozenSubmission[]> {
  const isOpen: Readonly<Partial<Record<FrozenSubmission['kind'], boolean>>> = {
    // A comparison lets in those that it names.
    [seatKinds({ mechanism })[0]!]: !mechanisms && mixes === undefined && [entrants].flat().includes('all'),
    dealer: [dealers].flat().includes('all'),
  };
  return Map.groupBy(
    submissions.filter((one) => isOpen[one.kind] && !one.baseline && seasonOfChampion(one) === null),
    (one) => `${one.kind} ${teamOf(one)}`,
  );
}

function namesIn({ entrants, dealers, mixes = [] }: LeagueDefinition): ReadonlySet<string> {
  return new Set([entrants, dealers, ...mixes].flat());
}

function canBePlanned(definition: LeagueDefinition, entrants: readonly FrozenSubmission[]): boolean {
  try {
    checkSize(definition, entrants);
    return true;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return error.code !== 'no-design' && error.code !== 'too-many-matches';
  }
}

import type { LeagueDefinition } from '../definition/league-schema.js';
import { mechanismSeats, partsOf, type SeatKind } from '../scenario-files/mechanisms.js';
import { PlanError, type FrozenSubmission } from './run-plan.js';

/** Who plays in a run, by submission id, in the order of the ids: the order of uploads must not matter. */
export interface Field {
  /** what may sit at the seats: agents, or bidders of auctions */
  readonly agents: readonly string[];
  readonly dealers: readonly string[];
  /** the submission a league file calls `name`, which may also be an id. Throws `PlanError`. */
  agent(name: string): string;
}

/** Plugins that sit at the seats of a league. */
export function seatKind({ mechanism = 'bundle-trading' }: Pick<LeagueDefinition, 'mechanism'>): SeatKind {
  return mechanismSeats[mechanism];
}

/** Who plays a mechanism comparison that names nobody: they state the truth, as far as their mechanism lets them. */
const referenceEntrants = ['truthful', 'planner'];

/** Kinds of plugins that sit at the seats of a league's matches. */
export function seatKinds({
  mechanism,
  mechanisms,
}: Pick<LeagueDefinition, 'mechanism' | 'mechanisms'>): readonly SeatKind[] {
  if (!mechanisms) return [seatKind({ mechanism })];
  return [...new Set(mechanisms.map((compared) => mechanismSeats[partsOf(compared).mechanism]))];
}

/** Whom a league lets in by its list of entrants. */
function entrantsOf({
  entrants,
  mechanisms,
}: Pick<LeagueDefinition, 'entrants' | 'mechanisms'>): LeagueDefinition['entrants'] {
  return mechanisms && entrants === 'all' ? referenceEntrants : entrants;
}

/** Whether a plugin of this name and id plays in a league, or would if it were the newest of its name. */
export function mayEnter(
  {
    mechanism,
    mechanisms,
    entrants,
    dealers,
    mixes,
  }: Pick<LeagueDefinition, 'mechanism' | 'mechanisms' | 'entrants' | 'dealers' | 'mixes'>,
  { kind, name, id }: Pick<FrozenSubmission, 'kind' | 'name' | 'id'>,
): boolean {
  if (kind !== 'dealer' && !seatKinds({ mechanism, mechanisms }).includes(kind)) return false;
  const lists = kind === 'dealer' ? [dealers] : (mixes ?? [entrantsOf({ entrants, mechanisms })]);
  return lists.some((list) => list === 'all' || ['all', name, id].some((one) => list.includes(one)));
}

/** Resolves the names of a league file; `seated`: of whom at the seats. Throws `PlanError`. */
export function fieldOf(
  definition: LeagueDefinition,
  submissions: readonly FrozenSubmission[],
  seated = seatKinds(definition)[0]!,
): Field {
  const entrants = entrantsOf(definition);
  const { remote } = definition;
  const isAllowed = ({ outside, kind }: FrozenSubmission): boolean =>
    outside === undefined || (remote !== undefined && kind === 'agent');
  const chosen = (kind: FrozenSubmission['kind'], names: 'all' | readonly string[]): string[] => {
    const ids = (names === 'all' ? [names] : names).flatMap((name) =>
      meant(submissions, kind, name, isAllowed),
    );
    return [...new Set(ids)].sort();
  };
  // Where two kinds play, a name is meant for its own.
  const fitting = (names: 'all' | readonly string[]): 'all' | readonly string[] =>
    names === 'all' || !definition.mechanisms
      ? names
      : names.filter((name) => !isOnly(submissions, name, otherThan(seated)));
  const field: Field = {
    agents: chosen(seated, fitting(entrants)),
    dealers: chosen('dealer', definition.dealers),
    agent: (name) => resolved(submissions, seated, name, isAllowed),
  };
  if (field.agents.length === 0) {
    // Where mechanisms are compared, names may all be of the other kind.
    const named =
      entrants === 'all' || entrants.length === 0 ? '' : `: entrants (${entrants.join(', ')}) names none`;
    throw new PlanError('too-few-entrants', `there is no ${seated} to play${named}`);
  }
  if (field.dealers.length === 0) throw new PlanError('no-dealers', 'there is no dealer to play');
  return field;
}

function otherThan(seated: SeatKind): SeatKind {
  return seated === 'agent' ? 'bidder' : 'agent';
}

/** Whether a name is that of plugins of this kind, and not of any other. */
function isOnly(
  submissions: readonly FrozenSubmission[],
  name: string,
  kind: FrozenSubmission['kind'],
): boolean {
  const meant = submissions.filter((one) => one.id === name || one.name === name);
  return meant.length > 0 && meant.every((one) => one.kind === kind);
}

/** The team of a submission; empty: it is a reference plugin. */
export function teamOf({ name }: Pick<FrozenSubmission, 'name'>): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

/** A champion is called `<team>/<plugin>@<season>`; nothing that is uploaded has such a name. */
export function championName(name: string, season: string): string {
  return `${name}@${season}`;
}

/** The season whose champion a submission is; null: it is none. */
export function seasonOfChampion({ name }: Pick<FrozenSubmission, 'name'>): string | null {
  return /@([^/@]+)$/.exec(name)?.[1] ?? null;
}

/** `champions`, `champions@<season>` or the name of one. */
const CHAMPIONS = /^champions(@|$)|@[^/@]+$/;

/** Those of all plugins there are that a league may mean: champions only where it speaks of them, remote agents only where it takes them. */
export function availableTo(
  {
    entrants,
    dealers,
    mixes = [],
    remote,
  }: Pick<LeagueDefinition, 'entrants' | 'dealers' | 'mixes' | 'remote'>,
  submissions: readonly FrozenSubmission[],
): FrozenSubmission[] {
  const named = [entrants, dealers, ...mixes].flat();
  const isWanted = named.some((name) => CHAMPIONS.test(name));
  // One that is named where none may play is refused by name.
  const isAllowed = ({ outside, name, id }: FrozenSubmission): boolean =>
    outside === undefined || remote !== undefined || named.includes(name) || named.includes(id);
  return submissions.filter((one) => (isWanted || seasonOfChampion(one) === null) && isAllowed(one));
}

/** The ids that a word of a list means. Throws `PlanError` for the name of nobody; there may be no champion yet. */
function meant(
  from: readonly FrozenSubmission[],
  kind: FrozenSubmission['kind'],
  name: string,
  isAllowed: (one: FrozenSubmission) => boolean,
): string[] {
  const of = (isMeant: (season: string | null) => boolean): string[] =>
    from
      .filter((one) => one.kind === kind && isMeant(seasonOfChampion(one)) && isAllowed(one))
      .map(({ id }) => id);
  if (name === 'all') return of((season) => season === null);
  if (name === 'champions') return of((season) => season !== null);
  const season = /^champions@(.+)$/.exec(name)?.[1];
  return season === undefined ? [resolved(from, kind, name, isAllowed)] : of((one) => one === season);
}

/** Plugins of a kind that a name or an id stands for: the one of this id, else all of this name. */
export function calledSo(
  all: readonly FrozenSubmission[],
  kind: FrozenSubmission['kind'],
  name: string,
): readonly FrozenSubmission[] {
  const from = all.filter((one) => one.kind === kind);
  const byId = from.find(({ id }) => id === name);
  return byId ? [byId] : from.filter((one) => one.name === name);
}

function resolved(
  all: readonly FrozenSubmission[],
  kind: FrozenSubmission['kind'],
  name: string,
  isAllowed: (one: FrozenSubmission) => boolean,
): string {
  const named = calledSo(all.filter(isAllowed), kind, name);
  if (named.length === 1) return named[0]!.id;
  const other = all.find((submission) => submission.id === name || submission.name === name);
  if (other && other.kind !== kind)
    throw new PlanError(
      'unknown-plugin',
      `${name} is a plugin of kind ${other.kind}, where this league takes one of kind ${kind}`,
    );
  if (other && !isAllowed(other))
    throw new PlanError(
      'remote-agent',
      `${name} plays from outside of the sandbox: only a league with \`remote: true\` takes it, and only as an agent`,
    );
  if (named.length === 0) throw new PlanError('unknown-plugin', `no accepted submission is called ${name}`);
  const ids = named.map(({ id }) => id).join(', ');
  throw new PlanError(
    'ambiguous-plugin',
    `${named.length} submissions are called ${name}; use an id: ${ids}`,
  );
}

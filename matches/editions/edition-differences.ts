import { asJson, jsonDifference } from '../verify/differences/json-difference.js';
import type { EditionResults, LeagueScores } from './edition-results.js';

/** What stands in a list, by what it is called. */
type Named = ReadonlyMap<string, unknown>;

/**
 * What of the published results of an edition is not what was played here, in words: matches, scores, plugins and
 * scenarios. Pages, boards and effects follow from these. The build that played may be another one.
 */
export function editionDifferences(played: EditionResults, published: EditionResults): string[] {
  const { engine: _, ...here } = asJson(played);
  const { engine: __, ...there } = published;
  return [
    ...differences('', new Map([['edition', here.edition]]), new Map([['edition', there.edition]])),
    ...leagueDifferences('agents', here.agents, there.agents),
    ...leagueDifferences('dealers', here.dealers, there.dealers),
    ...differences('', others(here), others(there)),
  ];
}

function leagueDifferences(
  league: 'agents' | 'dealers',
  here: LeagueScores<object>,
  there: LeagueScores<object>,
): string[] {
  const [known, told] = [partsOf(here), partsOf(there)];
  return Object.entries(known).flatMap(([part, named]) =>
    differences(`${league}: ${part}`, named, told[part]!),
  );
}

function partsOf({
  resultHashes,
  scores,
  plugins,
  scenarios,
  ...rest
}: LeagueScores<object>): Record<string, Named> {
  return {
    match: new Map(Object.entries(resultHashes)),
    scores: new Map(scores.map((score, place) => [`${place + 1}${whose(score)}`, score])),
    plugin: new Map(plugins.map((plugin, place) => [`${place + 1} ${plugin.id}`, plugin])),
    scenario: new Map(scenarios.map((scenario, place) => [`${place + 1} ${scenario.name}`, scenario])),
    field: new Map(Object.entries(rest)),
  };
}

/** Whose score it is, and where. */
function whose(score: object): string {
  const { team, dealer, match } = score as { readonly [field: string]: unknown };
  return ` of ${String(team ?? dealer)} in match ${String(match)}`;
}

function others({ edition: _, agents: __, dealers: ___, ...rest }: Omit<EditionResults, 'engine'>): Named {
  return new Map(Object.entries(rest));
}

function differences(what: string, here: Named, there: Named): string[] {
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((name) => {
    const called = `${what} ${name}`.trim();
    if (!there.has(name)) return [`${called}: played here, and not published`];
    if (!here.has(name)) return [`${called}: published, and not played here`];
    const field = jsonDifference(there.get(name), here.get(name));
    if (field === null) return [];
    const of = (value: unknown): string => shown(at(value, field));
    return [
      `${called}: ${field === '' ? '' : `${field} is `}${of(here.get(name))}, published ${of(there.get(name))}`,
    ];
  });
}

/** What stands at a path of `jsonDifference`. */
function at(value: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((key) => key !== '')
    .reduce((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}

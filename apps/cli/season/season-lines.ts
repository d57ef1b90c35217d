import type { ApiAnswer } from '#api/schemas.js';
import { SEASON_STATES } from '#api/schemas/season-states.js';
import { formatFixed } from '../terminal/numbers.js';
import { textTable } from '../terminal/table.js';

const KINDS = { agent: 'strategy', dealer: 'dealer policy', bidder: 'bidder' } as const;

export type Season = ApiAnswer<'Season'>;

/** How far a season is. */
export function stateWords({ state }: Season): string {
  return SEASON_STATES[state];
}

/** A season as a person reads it. */
export function seasonLines(season: Season): string[] {
  const { id, title, description, submissions, qualification, final, waits, places } = season;
  return [
    `${title} (${id}): ${stateWords(season)}`,
    ...(description === undefined ? [] : [description]),
    ...(waits === null ? [] : [`waits: ${waits}`]),
    '',
    `submissions    ${submissions.from} to ${submissions.until}`,
    ...(qualification
      ? [
          `qualification  ${qualification.at}: ${qualification.leagues.join(', ')}; the first ${qualification.through} go on`,
        ]
      : []),
    `final          ${final.at}: ${final.leagues.join(', ')}; the first ${places} become champions`,
    ...section(runLines(season)),
    ...section(entrantLines(season)),
    ...section(championLines(season)),
  ];
}

function section(lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function runLines({ runs }: Season): string[] {
  return runs.map(({ phase, league, run }) => `${phase} in ${league}: run ${run}`);
}

function entrantLines({ entrants }: Season): string[] {
  if (!entrants) return [];
  if (entrants.length === 0) return ['Nobody enters.'];
  return textTable(
    (['entrant', 'kind', 'version', 'qualified'] as const).map((title) => ({ title, align: 'left' })),
    entrants.map(({ name, kind, version, qualified }) => [
      ...[name, KINDS[kind], version],
      qualified === null ? '' : qualified ? 'yes' : 'no',
    ]),
  );
}

function championLines({ champions }: Season): string[] {
  if (!champions) return [];
  if (champions.length === 0) return ['There are no champions.'];
  return textTable(
    [
      { title: 'champion', align: 'left' },
      { title: 'kind', align: 'left' },
      { title: 'place', align: 'right' },
      { title: 'score', align: 'right' },
    ],
    champions.map(({ name, kind, place, score }) => [
      name,
      KINDS[kind],
      String(place),
      formatFixed(score, 4),
    ]),
  );
}

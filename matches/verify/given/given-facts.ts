import { headFates } from '../field-fates.js';
import type { RunHead } from '../../bundles/run-head.js';
import type { GivenPlugin } from './run-sources.js';

/** What of a run only its bundle says: whatever is `shown` by the table of fates, with its value. */
export function givenFacts(
  { id, definition, plan: { looks }, anchor, lookAnchors = [], cancelled }: RunHead,
  plugins: readonly GivenPlugin[],
): string[] {
  const { definition: league, plan, anchor: place } = headFates;
  return [
    `run ${id} of the league ${shownWords(league, definition)} ` +
      '(--league <file> compares all of it with a file of your own)',
    ...plugins.map(
      ({ frozen, language }) => `plugin ${shownWords(plan.submissions, frozen)}${reading(language)}`,
    ),
    ...(looks
      ? [
          `it was looked at after blocks ${JSON.stringify(looks)}, at shares of the level that follow from that`,
        ]
      : []),
    ...(cancelled ? ['it was cancelled: only blocks that were over are on its boards'] : []),
    ...[anchor, ...lookAnchors].flatMap((one) => (one ? [`anchor ${shownWords(place, one)}`] : [])),
  ];
}

function reading(language: GivenPlugin['language']): string {
  if (language === null) return '';
  const other = language === 'ts' ? 'JavaScript' : 'TypeScript';
  return `, read as ${language} by the name of its file (as ${other} the same source is another program)`;
}

/** `name value` of all fields that are to be shown; JSON, so that no value can look like another field. */
function shownWords<T extends object>(fates: { readonly [Field in keyof T]-?: unknown }, value: T): string {
  return (Object.keys(fates) as (keyof T & string)[])
    .filter((field) => fates[field] === 'shown' && (field !== 'outside' || value[field] !== undefined))
    .map((field) => `${field} ${value[field] === undefined ? 'as usual' : JSON.stringify(value[field])}`)
    .join(', ');
}

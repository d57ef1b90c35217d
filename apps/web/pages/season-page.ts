import { SEASON_STATES, type SeasonState } from '#api/schemas/season-states.js';
import { html, type Html } from '../html.js';
import { leagueAddress, runAddress } from '../links.js';
import { decimal, moment } from '../numbers.js';
import { fact, page, trail } from '../page.js';
import { table } from '../table.js';
import { KINDS } from './plugin-kinds.js';

export interface SeasonContent {
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly submissions: { readonly from: string; readonly until: string };
  readonly qualification?: (SeasonPhaseContent & { readonly through: number }) | undefined;
  readonly final: SeasonPhaseContent;
  readonly places: number;
  readonly state: SeasonState;
  readonly entrants: readonly SeasonEntrant[] | null;
  readonly runs: readonly SeasonRunContent[];
  readonly champions: readonly SeasonChampion[] | null;
  readonly waits: string | null;
}

interface SeasonRunContent {
  readonly phase: 'qualification' | 'final';
  readonly league: string;
  readonly run: string;
  readonly leftOut?: readonly { readonly name: string; readonly reason: 'copy' | 'share' }[] | undefined;
}

interface SeasonPhaseContent {
  readonly at: string;
  readonly leagues: readonly string[];
}

interface SeasonEntrant {
  readonly kind: keyof typeof KINDS;
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly qualified: boolean | null;
}

interface SeasonChampion {
  readonly kind: 'agent' | 'dealer';
  readonly place: number;
  readonly name: string;
  readonly score: number;
}

/** A season: its dates, who takes part, what is played, and who has won. */
export function seasonPage(season: SeasonContent): string {
  const { title, description, state, waits, champions, entrants } = season;
  return page({
    title: `${title} – GridLeague`,
    main: [
      trail([{ href: '/', text: 'Leaderboards' }]),
      html`<h1>${title}</h1>`,
      ...(description === undefined ? [] : [html`<p>${description}</p>`]),
      ...(waits === null
        ? []
        : [
            html`<p class="failed" role="status">
              ${state === 'cancelled' ? 'Cancelled' : 'It waits'}: ${waits}
            </p>`,
          ]),
      facts(season),
      ...(champions ? [championList(champions)] : []),
      ...(entrants ? [entrantList(entrants)] : []),
      ...season.runs.flatMap(leftOutOf),
    ],
  });
}

function facts({ id, state, submissions, qualification, final, runs, places }: SeasonContent): Html {
  const phase = (name: 'qualification' | 'final', { at, leagues }: SeasonPhaseContent): Html =>
    html`${moment(Date.parse(at))}:
    ${leagues.map((league) => {
      const found = runs.find((one) => one.phase === name && one.league === league);
      return html`<a class="chip" href="${found ? runAddress(found.run) : leagueAddress(league)}"
        >${league}</a
      >`;
    })}`;
  return html`<dl class="facts">
      ${fact('Season', html`${id}: ${SEASON_STATES[state]}`)}
      ${fact('Submissions', html`${moment(Date.parse(submissions.from))} to ${moment(Date.parse(submissions.until))}`)}
      ${qualification ? fact(`Qualification, the first ${qualification.through} go on`, phase('qualification', qualification)) : null}
      ${fact('Final', phase('final', final))} ${fact('Champions', `the first ${places} of each kind`)}
    </dl>
    <p class="data">All of this as <a href="/api/seasons/${encodeURIComponent(id)}">JSON</a>.</p>`;
}

/** Entrants that do not play in a run because of others of their teams. */
function leftOutOf({ league, leftOut = [] }: SeasonRunContent): Html[] {
  if (leftOut.length === 0) return [];
  const why = {
    copy: 'a newer plugin of its team is the same file',
    share: 'its team has as many newer ones',
  };
  const each = leftOut.map(({ name, reason }) => `${name} (${why[reason]})`);
  return [html`<p class="data">Left out of ${league}: ${each.join(', ')}.</p>`];
}

function championList(champions: readonly SeasonChampion[]): Html {
  return html`<section aria-labelledby="champions">
    <h2 id="champions">Champions</h2>
    ${
      champions.length === 0
        ? html`<p>None: nobody could be scored.</p>`
        : table(
            'Champions',
            [
              { head: 'Place', cell: ({ place }) => place },
              { head: 'As leagues call it', cell: ({ name }) => name },
              { head: 'Kind', cell: ({ kind }) => KINDS[kind] },
              { head: 'Score', kind: 'number', cell: ({ score }) => decimal(score, 3) },
            ],
            champions,
            { narrow: true },
          )
    }
  </section>`;
}

function entrantList(entrants: readonly SeasonEntrant[]): Html {
  return html`<section aria-labelledby="entrants">
    <h2 id="entrants">Entrants</h2>
    ${table(
      'Entrants',
      [
        { head: 'Plugin', cell: ({ name }) => name },
        { head: 'Kind', cell: ({ kind }) => KINDS[kind] },
        { head: 'Version', cell: ({ version }) => version },
        {
          head: 'In the final',
          cell: ({ qualified }) => (qualified === null ? '–' : qualified ? 'yes' : 'no'),
        },
        { head: 'SHA-256', cell: ({ sha256 }) => html`<code>${sha256.slice(0, 16)}</code>` },
      ],
      entrants,
      { stacked: true },
    )}
  </section>`;
}

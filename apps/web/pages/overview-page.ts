import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { html, type Html } from '../html.js';
import { leagueAddress, runAddress, seasonAddress } from '../links.js';
import { moment } from '../numbers.js';
import { page } from '../page.js';
import { table } from '../table.js';
import { SEASON_STATES } from '#api/schemas/season-states.js';
import { liveRun, type LiveRun } from './live-run.js';

/** of a board; longer ones stand whole on the league's page. Keeps the home page below 300 kB. */
export const HOME_ROWS = 12;

export interface LeagueSummary {
  readonly id: string;
  readonly title: string;
  readonly format: LeagueDefinition['format'];
  readonly scenarios: readonly string[];
  readonly paused: boolean;
  /** ms since 1970; null: on request only */
  readonly nextRun: number | null;
  /** the newest with results */
  readonly latest: { readonly id: string; readonly finishedAt: number | null } | null;
}

export interface SeasonSummary {
  readonly id: string;
  readonly title: string;
  readonly state: keyof typeof SEASON_STATES;
  /** champions of the first place */
  readonly winners: readonly string[];
}

export interface Overview {
  /** newest first; those that fit */
  readonly seasons: readonly SeasonSummary[];
  readonly live: readonly LiveRun[];
  readonly leagues: readonly LeagueSummary[];
  /** cursor of those after them; null: there are none */
  readonly next: string | null;
  /** the league whose results are shown; null: there are none yet */
  readonly shown: { readonly title: string; readonly results: Html } | null;
}

export const FORMATS = {
  mixed: 'head to head',
  'self-play': 'everybody alike',
  'dealer-comparison': 'dealer comparison',
  'mechanism-comparison': 'mechanism comparison',
} as const satisfies Record<LeagueDefinition['format'], string>;

/** The start page. */
export function overviewPage({ live, seasons, leagues, next, shown }: Overview): string {
  return page({
    title: 'GridLeague',
    live: live.length > 0,
    main: [
      html`<section class="hero">
        <h1>Who runs the best neighbourhood energy market?</h1>
        <p>
          GridLeague plays bidding strategies of households and market-making policies of dealers against each
          other, on a shared blockchain market, and measures them against the proven optimum.
        </p>
      </section>`,
      ...live.map(liveRun),
      shown
        ? html`<section aria-labelledby="league">
            <h2 id="league">${shown.title}</h2>
            ${shown.results}
          </section>`
        : nothingYet(live.length > 0),
      ...(seasons.length > 0 ? [seasonList(seasons)] : []),
      leagueList(leagues, next),
    ],
  });
}

function nothingYet(playing: boolean): Html {
  return html`<section>
    <h2>No standings yet</h2>
    <p>
      ${
        playing
          ? 'The first leaderboard appears here as soon as the run above is over. What has been played so far is on its page.'
          : 'Nothing has been played. The administrator starts a run with POST /api/leagues/<id>/runs.'
      }
    </p>
  </section>`;
}

function seasonList(seasons: readonly SeasonSummary[]): Html {
  return html`<section aria-labelledby="seasons">
    <h2 id="seasons">Seasons</h2>
    ${table(
      'Seasons',
      [
        { head: 'Season', cell: ({ id, title }) => html`<a href="${seasonAddress(id)}">${title}</a>` },
        { head: 'State', cell: ({ state }) => SEASON_STATES[state] },
        { head: 'Won by', cell: ({ winners }) => winners.join(', ') || '–' },
      ],
      seasons,
      { narrow: true },
    )}
  </section>`;
}

function leagueList(leagues: readonly LeagueSummary[], next: string | null): Html {
  return html`<section aria-labelledby="leagues">
    <h2 id="leagues">All leagues</h2>
    ${table(
      'All leagues',
      [
        { head: 'League', cell: ({ id, title }) => html`<a href="${leagueAddress(id)}">${title}</a>` },
        { head: 'Format', cell: ({ format }) => FORMATS[format] },
        { head: 'Scenarios', cell: ({ scenarios }) => scenarios.join(', ') },
        {
          head: 'Next run',
          cell: ({ paused, nextRun }) =>
            paused ? 'paused' : nextRun === null ? 'on request' : moment(nextRun),
        },
        {
          head: 'Latest results',
          cell: ({ latest }) =>
            latest
              ? html`<a href="${runAddress(latest.id)}">${latest.id}</a>, ${moment(latest.finishedAt)}`
              : 'none yet',
        },
      ],
      leagues,
      { stacked: true },
    )}
    ${next === null ? '' : html`<p><a href="/?after=${next}#leagues">More leagues</a></p>`}
  </section>`;
}

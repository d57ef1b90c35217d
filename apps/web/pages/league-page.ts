import { counted } from '#results/export/counted.js';
import { html, type Html } from '../html.js';
import { leagueAddress, runAddress, scenarioAddress, seasonAddress } from '../links.js';
import { moment } from '../numbers.js';
import { fact, page, trail } from '../page.js';
import { pluginLinks } from '../plugin-link.js';
import { table } from '../table.js';
import { FORMATS } from './overview-page.js';
import { liveRun, type LiveRun } from './live-run.js';

export interface LeagueRun {
  readonly id: string;
  readonly state: string;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export interface LeagueContent {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly scenarios: readonly string[];
  readonly plan: LeaguePlan;
  /** its last start that was due, if it failed; ms since 1970 */
  readonly failedStart: { readonly at: number; readonly reason: string } | null;
  readonly live: readonly LiveRun[];
  /** the standings; null: none yet */
  readonly results: Html | null;
  /** newest first */
  readonly runs: readonly LeagueRun[];
}

/** How the next run of a league is played. */
export interface LeaguePlan {
  readonly format: keyof typeof FORMATS;
  readonly blocks: number;
  /** teams in one market; null: as many as there are, or one */
  readonly matchSize: number | null;
  /** as the league names them: `all`, names, or groups of champions */
  readonly entrants: readonly string[];
  readonly dealers: readonly string[];
  /** those that this means now, by name */
  readonly agents: readonly string[];
  /** what it would be; null: it could not be planned now. Minutes: here, null where nothing is known */
  readonly next: { readonly matches: number; readonly minutes: number | null } | null;
  readonly paused: boolean;
  readonly schedule: string | null;
  /** ms since 1970; null: on request only */
  readonly nextRun: number | null;
  /** that it belongs to and that is not over */
  readonly season: string | null;
}

const NAMES_SHOWN = 60;

/** A league: its plan, its latest standings and its runs. */
export function leaguePage({
  id,
  title,
  description,
  scenarios,
  plan,
  failedStart,
  live,
  results,
  runs,
}: LeagueContent): string {
  return page({
    title: `${title} – GridLeague`,
    live: live.length > 0,
    main: [
      trail([{ href: '/', text: 'Leaderboards' }]),
      html`<h1>${title}</h1>`,
      ...(description === null ? [] : [html`<p>${description}</p>`]),
      html`<p>
        To train on:
        ${scenarios.map((scenario) => html`<a class="chip" href="${scenarioAddress(scenario)}">${scenario}</a>`)}
      </p>`,
      planFacts(plan),
      ...(failedStart ? [failure(failedStart)] : []),
      ...live.map(liveRun),
      html`<h2>Standings</h2>
        ${results ?? html`<p>No run of this league is over yet.</p>`}`,
      runList(id, runs),
    ],
  });
}

function planFacts(plan: LeaguePlan): Html {
  const { format, blocks, matchSize, agents, entrants, dealers, paused, schedule, nextRun, season, next } =
    plan;
  const others = agents.length - NAMES_SHOWN;
  return html`<dl class="facts">
    ${fact('Format', `${FORMATS[format]}, ${counted(blocks, 'block')}${matchSize === null ? '' : `, ${matchSize} teams to a market`}`)}
    ${fact(
      'Entrants now',
      html`${pluginLinks(agents.slice(0, NAMES_SHOWN))}${others > 0 ? ` and ${others} more` : ''}
        <small
          >${entrants.includes('all') ? 'every accepted strategy, with limits per team' : `named: ${entrants.join(', ')}`}</small
        >`,
    )}
    ${fact('Dealer policies', dealers.includes('all') ? 'every accepted one' : pluginLinks(dealers.filter((name) => !/^champions/.test(name))))}
    ${next === null ? null : fact('Next run', `${counted(next.matches, 'match', 'matches')}${next.minutes === null ? '' : `, ${minuteWords(next.minutes)} here`}`)}
    ${fact('Next start', paused ? 'paused' : nextRun === null ? 'on request' : moment(nextRun))}
    ${schedule === null ? null : fact('Schedule', html`<code>${schedule}</code> (UTC)`)}
    ${season === null ? null : fact('Season', html`<a href="${seasonAddress(season)}">${season}</a>`)}
  </dl>`;
}

function minuteWords(minutes: number): string {
  return minutes < 1 ? 'less than a minute' : `about ${counted(Math.round(minutes), 'minute')}`;
}

function failure({ at, reason }: NonNullable<LeagueContent['failedStart']>): Html {
  return html`<p class="failed" role="status">
    The run that was due ${moment(at)} could not be started: ${reason}
  </p>`;
}

function runList(league: string, runs: readonly LeagueRun[]): Html {
  return html`<section aria-labelledby="runs">
    <h2 id="runs">Runs</h2>
    ${
      runs.length === 0
        ? html`<p>None yet.</p>`
        : table(
            'Runs',
            [
              { head: 'Run', cell: ({ id }) => html`<a href="${runAddress(id)}">${id}</a>` },
              { head: 'State', cell: ({ state }) => state },
              { head: 'Started', cell: ({ createdAt }) => moment(createdAt) },
              { head: 'Over', cell: ({ finishedAt }) => moment(finishedAt) },
              {
                head: 'Standings',
                cell: ({ id, state }) =>
                  state === 'queued' || state === 'running'
                    ? '–'
                    : html`<a href="${leagueAddress(league)}?run=${encodeURIComponent(id)}">show</a
                        >${state === 'cancelled' ? ' (blocks that were over)' : null}`,
              },
            ],
            runs,
            { stacked: true },
          )
    }
  </section>`;
}

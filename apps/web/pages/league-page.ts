import { html, type Html } from '../html.js';
import { leaguePage as address, runPage, scenarioPage } from '../links.js';
import { moment } from '../numbers.js';
import { page, trail } from '../page.js';
import { table } from '../table.js';
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
  /** its last start that was due, if it failed; ms since 1970 */
  readonly failedStart: { readonly at: number; readonly reason: string } | null;
  readonly live: readonly LiveRun[];
  /** the standings; null: none yet */
  readonly results: Html | null;
  /** newest first */
  readonly runs: readonly LeagueRun[];
}

/** A league: its latest standings and its runs. */
export function leaguePage({
  id,
  title,
  description,
  scenarios,
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
        ${scenarios.map((scenario) => html`<a class="chip" href="${scenarioPage(scenario)}">${scenario}</a>`)}
      </p>`,
      ...(failedStart ? [failure(failedStart)] : []),
      ...live.map(liveRun),
      results ?? html`<p>No run of this league is over yet.</p>`,
      runList(id, runs),
    ],
  });
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
              { head: 'Run', cell: ({ id }) => html`<a href="${runPage(id)}">${id}</a>` },
              { head: 'State', cell: ({ state }) => state },
              { head: 'Started', cell: ({ createdAt }) => moment(createdAt) },
              { head: 'Over', cell: ({ finishedAt }) => moment(finishedAt) },
              {
                head: 'Standings',
                cell: ({ id, state }) =>
                  state === 'queued' || state === 'running'
                    ? '–'
                    : html`<a href="${address(league)}?run=${encodeURIComponent(id)}">show</a
                        >${state === 'cancelled' ? ' (blocks that were over)' : null}`,
              },
            ],
            runs,
            { narrow: true },
          )
    }
  </section>`;
}

import { html, type Html } from '../html.js';
import { leaguePage as address, runPage } from '../links.js';
import { moment } from '../numbers.js';
import { page, trail, wide } from '../page.js';
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
  readonly live: readonly LiveRun[];
  /** the standings; null: none yet */
  readonly results: Html | null;
  /** newest first */
  readonly runs: readonly LeagueRun[];
}

/** A league: its latest standings and its runs. */
export function leaguePage({ id, title, description, live, results, runs }: LeagueContent): string {
  return page({
    title: `${title} – GridLeague`,
    live: live.length > 0,
    main: [
      trail([{ href: '/', text: 'Leaderboards' }]),
      html`<h1>${title}</h1>`,
      ...(description === null ? [] : [html`<p>${description}</p>`]),
      ...live.map(liveRun),
      results ?? html`<p>No run of this league is over yet.</p>`,
      runList(id, runs),
    ],
  });
}

function runList(league: string, runs: readonly LeagueRun[]): Html {
  return html`<section aria-labelledby="runs">
    <h2 id="runs">Runs</h2>
    ${
      runs.length === 0
        ? html`<p>None yet.</p>`
        : wide(
            'Runs',
            html`<table class="narrow">
              <thead>
                <tr>
                  <th scope="col">Run</th>
                  <th scope="col">State</th>
                  <th scope="col">Started</th>
                  <th scope="col">Over</th>
                  <th scope="col">Standings</th>
                </tr>
              </thead>
              <tbody>
                ${runs.map(
                  (run) =>
                    html`<tr>
                      <th scope="row"><a href="${runPage(run.id)}">${run.id}</a></th>
                      <td>${run.state}</td>
                      <td>${moment(run.createdAt)}</td>
                      <td>${moment(run.finishedAt)}</td>
                      <td>
                        ${
                          run.state === 'finished' || run.state === 'failed'
                            ? html`<a href="${address(league)}?run=${encodeURIComponent(run.id)}">show</a>`
                            : '–'
                        }
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>`,
          )
    }
  </section>`;
}

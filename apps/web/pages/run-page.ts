import type { FrozenSubmission, LineUpDesign } from '#leagues/pairing/run-plan.js';
import { counted } from '#results/export/counted.js';
import { html, type Html } from '../html.js';
import { api, leagueAddress, matchAddress, runAddress } from '../links.js';
import { decimal, moment } from '../numbers.js';
import { fact, page, trail } from '../page.js';
import { pluginLink, pluginLinks } from '../plugin-link.js';
import { table, type Column } from '../table.js';
import { liveRun } from './live-run.js';

export interface RunMatch {
  readonly id: string;
  readonly block: number;
  readonly scenario: string;
  /** of a mechanism comparison; else null */
  readonly mechanism?: string | null;
  readonly dealer: string;
  readonly teams: readonly string[];
  readonly scored: boolean;
  readonly state: string;
  readonly outcome: string | null;
  readonly rounds: number | null;
  readonly efficiency: number | null;
  readonly fault: string | null;
}

/** Names of those who sit at the seats in turn. */
export interface ShownLineUp {
  readonly teams: readonly string[];
  /** of a mechanism comparison; else null */
  readonly mechanism: string | null;
}

export interface RunContent {
  readonly id: string;
  readonly league: { readonly id: string; readonly title: string };
  readonly state: string;
  readonly error: string | null;
  readonly progress: { readonly done: number; readonly total: number; readonly secondsLeft: number | null };
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** null: sealed */
  readonly seed: string | null;
  readonly submissions: readonly FrozenSubmission[];
  readonly design: Omit<LineUpDesign, 'lineUps'> | null;
  /** of the first block: team names in the order of their seat groups */
  readonly lineUps: readonly ShownLineUp[];
  readonly outcomes: readonly { readonly outcome: string; readonly matches: number }[];
  readonly anchor: { readonly matches: string; readonly transaction: string | null } | null;
  /** its first and those that came with more blocks */
  readonly looks: readonly {
    readonly look: number;
    readonly blocks: number;
    readonly createdAt: number;
    readonly anchor: RunContent['anchor'];
  }[];
  /** one page of them */
  readonly matches: readonly RunMatch[];
  readonly outcome: string | null;
  /** number of the next page's first match; null: this is the last */
  readonly next: number | null;
}

const OVER = ['finished', 'failed', 'cancelled'];

/** A run: who plays whom, what became of it, and its matches. */
export function runPage(run: RunContent): string {
  const { id, league, state, progress } = run;
  const isOn = state === 'queued' || state === 'running';
  return page({
    title: `Run ${id} – GridLeague`,
    live: isOn,
    main: [
      trail([
        { href: '/', text: 'Leaderboards' },
        { href: leagueAddress(league.id), text: league.title },
      ]),
      html`<h1>Run ${id}</h1>`,
      ...(isOn ? [liveRun({ id, title: league.title, ...progress })] : []),
      facts(run),
      ...(OVER.includes(state) ? [figures(id)] : []),
      lineUps(run),
      matches(run),
      plugins(run.submissions),
    ],
  });
}

function facts({ id, league, state, error, progress, seed, anchor, looks, ...run }: RunContent): Html {
  const total = run.outcomes.reduce((sum, { matches }) => sum + matches, 0);
  return html`<dl class="facts">
      ${fact('State', error === null ? state : `${state}: ${error}`)}
      ${fact('Matches', `${progress.done} of ${progress.total}`)} ${fact('Started', moment(run.createdAt))}
      ${fact('Over', moment(run.finishedAt))}
      ${fact('Seed', seed === null ? 'sealed until the run is over' : html`<code>${seed}</code>`)}
      ${fact(
        'Outcomes',
        total === 0
          ? 'none yet'
          : html`${run.outcomes.map(
              ({ outcome, matches }) =>
                html`<a class="chip" href="${runAddress(id)}?outcome=${encodeURIComponent(outcome)}#matches"
                  >${matches} ${outcome}</a
                >`,
            )}`,
      )}
      ${
        looks.length > 1
          ? fact(
              'Looks',
              html`${looks.map(
                ({ look, blocks, createdAt, anchor }) =>
                  html`${look}: up to block ${blocks}, asked for
                    ${moment(createdAt)}${anchor && look > 1 ? html`, anchored with root <code>${anchor.matches}</code>` : null}<br />`,
              )}`,
            )
          : null
      }
      ${
        anchor
          ? fact(
              'Anchored',
              html`Merkle root of all results
                <code>${anchor.matches}</code
                >${anchor.transaction === null ? null : html`, transaction <code>${anchor.transaction}</code>`}`,
            )
          : null
      }
    </dl>
    <p class="data">
      ${
        OVER.includes(state)
          ? html`<a href="${leagueAddress(league.id)}?run=${encodeURIComponent(id)}">Standings</a>. As files:
              <a href="${api.run(id, '/paper-pack')}">paper pack</a> (tables, figures and hashes),
              <a href="${api.run(id, '/bundle')}">replay bundle</a>,`
          : 'As files:'
      }
      matches as <a href="${api.run(id, '/matches?format=csv')}">CSV</a>,
      ${seed === null ? null : html`design as <a href="${api.run(id, '/design')}">CSV</a>,`} the run as
      <a href="${api.run(id)}">JSON</a>.
    </p>`;
}

function figures(id: string): Html {
  const figure = (kind: string, what: string): Html =>
    html`<figure tabindex="0">
      <img
        src="${runAddress(id)}/convergence-${kind}.svg"
        alt="Median remaining gap per round, by ${what}"
        loading="lazy"
        width="720"
        height="388"
      />
      <figcaption>
        Remaining gap to the proven optimum, round by round: median over the matches of each ${what}.
      </figcaption>
    </figure>`;
  return html`<section aria-labelledby="convergence">
    <h2 id="convergence">How markets converged</h2>
    <div class="pair">${figure('agents', 'strategy')} ${figure('dealers', 'dealer policy')}</div>
  </section>`;
}

function lineUps({ design, lineUps }: RunContent): Html {
  const groups = Math.max(0, ...lineUps.map(({ teams }) => teams.length));
  const isCompared = lineUps.some(({ mechanism }) => mechanism !== null);
  return html`<section aria-labelledby="line-ups">
    <h2 id="line-ups">Line-ups</h2>
    <p>
      ${
        design
          ? `Every pair of the ${design.teams} teams meets in ${counted(design.meetings, 'line-up')} of a block, each team plays in ${design.appearances}. Seats move on by one from block to block.`
          : isCompared
            ? 'Every mechanism is played in every scenario and block, by the entrants that fit it.'
            : 'Every line-up plays every dealer policy in every scenario and block.'
      }
      This is the first block; the rest is in the design.
    </p>
    ${table(
      'Line-ups of the first block',
      [
        { head: 'Line-up', cell: (_, i) => i + 1 },
        ...(isCompared ? [{ head: 'Mechanism', cell: ({ mechanism }: ShownLineUp) => mechanism ?? '' }] : []),
        ...Array.from({ length: groups }, (_, g): Column<ShownLineUp> => ({
          head: `Seat ${g + 1}`,
          cell: ({ teams }) => (teams[g] === undefined ? '' : pluginLink(teams[g])),
        })),
      ],
      lineUps,
      { narrow: true },
    )}
  </section>`;
}

function matches({ id, matches, outcome, next }: RunContent): Html {
  const filter = outcome === null ? '' : `&outcome=${encodeURIComponent(outcome)}`;
  return html`<section aria-labelledby="matches">
    <h2 id="matches">Matches${outcome === null ? '' : `: ${outcome}`}</h2>
    ${outcome === null ? null : html`<p><a href="${runAddress(id)}#matches">Show all</a></p>`}
    ${
      matches.length === 0
        ? html`<p>None.</p>`
        : table('Matches', matchColumns, matches, {
            stacked: 'dense',
            rowClass: ({ outcome, state }) => (outcome === 'void' || state === 'failed' ? 'void' : null),
          })
    }
    ${next === null ? null : html`<p><a href="${runAddress(id)}?from=${next}${filter}#matches">More matches</a></p>`}
  </section>`;
}

const matchColumns: readonly Column<RunMatch>[] = [
  { head: 'Match', cell: ({ id }) => html`<a href="${matchAddress(id)}">${id}</a>` },
  { head: 'Block', kind: 'number', cell: ({ block }) => block },
  {
    head: 'Scenario',
    cell: ({ scenario, mechanism = null }) =>
      html`${scenario}${mechanism === null ? null : html`<small>${mechanism}</small>`}`,
  },
  { head: 'Dealer', cell: ({ dealer }) => pluginLink(dealer) },
  { head: html`Teams <small>by seat</small>`, cell: ({ teams }) => html`${pluginLinks(teams)}` },
  {
    head: 'Outcome',
    cell: ({ outcome, state, scored, fault }) =>
      html`${outcome ?? state}${scored ? '' : ' (for comparison, not scored)'}
      ${fault === null ? null : html`<small>${fault}</small>`}`,
  },
  { head: 'Rounds', kind: 'number', cell: ({ rounds }) => rounds ?? '–' },
  {
    head: html`Efficiency <small>of the optimum</small>`,
    kind: 'number',
    cell: ({ efficiency, outcome }) =>
      efficiency === null || outcome === 'void' ? '–' : `${decimal(efficiency * 100, 1)} %`,
  },
];

function plugins(submissions: readonly FrozenSubmission[]): Html {
  return html`<section aria-labelledby="plugins">
    <h2 id="plugins">Plugins, as they were frozen</h2>
    ${table(
      'Plugins',
      [
        { head: 'Name', cell: ({ name }) => pluginLink(name) },
        {
          head: 'Kind',
          cell: ({ kind, baseline, outside }) =>
            `${kind}${baseline ? ', reference' : ''}${outside ? `, ${outside}, not sandboxed` : ''}`,
        },
        { head: 'Version', cell: ({ version }) => version },
        { head: 'SHA-256 of the file', cell: ({ sha256 }) => html`<code>${sha256}</code>` },
      ],
      submissions,
      { stacked: true },
    )}
  </section>`;
}

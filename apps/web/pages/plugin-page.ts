import type { BoardRow } from '#results/standings/board.js';
import { paretoFigure } from '#results/export/figures/pareto-figure.js';
import type { Board } from '#results/standings/board.js';
import type { BreakdownRow } from '#results/standings/plugin-breakdown.js';
import { counted } from '#results/export/counted.js';
import { rankCell } from '../board/rank.js';
import { drawing, html, type Html } from '../html.js';
import { leagueAddress, runAddress } from '../links.js';
import { decimal, interval, moment, signed } from '../numbers.js';
import { pluginLink, pluginLinks } from '../plugin-link.js';
import { page, trail } from '../page.js';
import { table } from '../table.js';
import { KINDS } from './plugin-kinds.js';

/** A version of a plugin, as everybody may see it. */
export interface PluginVersion {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly status: 'checking' | 'accepted' | 'rejected' | 'withdrawn';
  readonly createdAt: number;
}

/** What a version of it came to in a run. */
export interface PluginRun {
  readonly run: string;
  readonly league: { readonly id: string; readonly title: string };
  readonly finishedAt: number;
  readonly row: BoardRow;
  /** plugins on its board */
  readonly of: number;
}

/** Where it stands on the board of the newest run that it played. */
export interface PluginPosition {
  readonly run: string;
  readonly board: Board;
  readonly row: BoardRow;
  /** names of those that are at least as good in all ranked metrics and better in one */
  readonly dominatedBy: readonly string[];
  /** null: of dealers */
  readonly breakdowns: {
    readonly matches: number;
    /** `of`: names */
    readonly opponents: readonly BreakdownRow[];
    readonly households: readonly BreakdownRow[];
  } | null;
}

export interface PluginContent {
  readonly name: string;
  /** `<team>/<plugin>`, of a reference plugin only the plugin; of every kind there may be one of this name */
  readonly kinds: readonly {
    readonly kind: 'agent' | 'dealer' | 'bidder';
    readonly versions: readonly PluginVersion[];
    /** newest first */
    readonly runs: readonly PluginRun[];
    /** null: it played nowhere where anybody is compared */
    readonly position: PluginPosition | null;
  }[];
  readonly isReference: boolean;
  /** so many of the newest runs of all leagues were looked through */
  readonly lookedAt: number;
}

/** A plugin: its versions, and how they did where they played. */
export function pluginPage({ name, kinds, isReference, lookedAt }: PluginContent): string {
  return page({
    title: `${name} – GridLeague`,
    main: [
      trail([{ href: '/', text: 'Leaderboards' }]),
      html`<h1>${name}</h1>`,
      ...kinds.flatMap(({ kind, versions, runs, position }) => [
        html`<p>
          ${KINDS[kind]}${isReference ? ', a reference plugin of the platform' : ''};
          ${counted(versions.length, 'version')}.
        </p>`,
        html`<h2>Where it played</h2>`,
        runs.length === 0
          ? html`<p>In none of the newest ${counted(lookedAt, 'run')}.</p>`
          : played(KINDS[kind], runs),
        ...(position ? positionSections(position) : []),
        html`<h2>Versions</h2>`,
        versionTable(KINDS[kind], versions),
      ]),
    ],
  });
}

function played(kind: string, runs: readonly PluginRun[]): Html {
  return table(
    `${kind}: runs`,
    [
      {
        head: 'Run',
        cell: ({ run, finishedAt }) =>
          html`<a href="${runAddress(run)}">${run}</a><small>${moment(finishedAt)}</small>`,
      },
      {
        head: 'League',
        cell: ({ league }) => html`<a href="${leagueAddress(league.id)}">${league.title}</a>`,
      },
      { head: 'Version', cell: ({ row }) => row.version },
      {
        head: html`Rank <small>95 % sure</small>`,
        cell: ({ row, of }) => html`${rankCell(row.composite.rank, of)}<small>of ${of}</small>`,
      },
      {
        head: 'Score',
        cell: ({ row: { composite, pareto } }) =>
          composite.estimate
            ? html`<span class="mean">${decimal(composite.estimate.mean, 3)}</span
                >${interval(composite.estimate, (value) => decimal(value, 3))}${
                  pareto ? html`<small><span class="badge front">Pareto front</span></small>` : null
                }`
            : 'not scored',
      },
      {
        head: html`Failures <small>per match</small>`,
        kind: 'number',
        cell: ({ row: { shown } }) => (shown['failures'] ? decimal(shown['failures'].mean, 2) : '–'),
      },
      { head: 'Matches', kind: 'number', cell: ({ row }) => row.matches },
    ],
    runs,
    { stacked: true },
  );
}

function positionSections({ run, board, row, dominatedBy, breakdowns }: PluginPosition): Html[] {
  const words = row.pareto
    ? 'It is on the Pareto front: nobody is at least as good in all ranked metrics and better in one.'
    : dominatedBy.length > 0
      ? html`Not on the Pareto front: in every ranked metric at least as good, and better in one,
        ${dominatedBy.length === 1 ? 'is' : 'are'} ${pluginLinks(dominatedBy)}.`
      : 'It could not be scored in all ranked metrics.';
  return [
    html`<h2>Position</h2>
      <p>
        In run <a href="${runAddress(run)}">${run}</a>, the newest, version ${row.version}. ${words} Means
        alone are compared here; which differences are more than luck the
        <a href="${runAddress(run)}">board</a> tells.
      </p>
      <div class="pair">
        <figure tabindex="0">
          ${drawing(paretoFigure(board, 'welfare', 'cost', row.id))}
          <figcaption>Welfare against cost; the ring is this plugin.</figcaption>
        </figure>
      </div>`,
    ...(breakdowns && breakdowns.opponents.length > 0
      ? [
          html`<h2>By opponent</h2>
            <p>
              What a household gained, of an equal share of all that could be gained, in matches of that run
              in which both played (${counted(breakdowns.matches, 'match', 'matches')} in all), over blocks.
            </p>`,
          breakdownTable('By opponent', 'Against', breakdowns.opponents, pluginLink),
        ]
      : []),
    ...(breakdowns && breakdowns.households.length > 0
      ? [
          html`<h2>By type of household</h2>
            <p>
              The same with households that have this, beside what others gained with such in the same
              markets.
            </p>`,
          breakdownTable('By type of household', 'Household', breakdowns.households, (type) => type),
        ]
      : []),
  ];
}

function breakdownTable(
  label: string,
  head: string,
  rows: readonly BreakdownRow[],
  nameOf: (of: string) => Html | string,
): Html {
  const percent = (value: number): string => `${decimal(value * 100, 1)} %`;
  const mean = (estimate: BreakdownRow['own']): string => (estimate ? percent(estimate.mean) : '–');
  const points = (value: number): string => signed(value, '1');
  return table(
    label,
    [
      { head, cell: ({ of }) => nameOf(of) },
      { head: 'It gained', kind: 'number', cell: ({ own }) => mean(own) },
      { head: 'Others gained', kind: 'number', cell: ({ others }) => mean(others) },
      {
        head: html`Difference <small>95 % interval</small>`,
        cell: ({ difference }) =>
          difference
            ? html`<strong>${points(difference.mean)}</strong> ${interval(difference, points)}`
            : '–',
      },
      { head: 'Matches', kind: 'number', cell: ({ matches }) => matches },
    ],
    rows,
    { stacked: true },
  );
}

function versionTable(kind: string, versions: readonly PluginVersion[]): Html {
  return table(
    `${kind}: versions`,
    [
      { head: 'Version', cell: ({ version }) => version },
      { head: 'State', cell: ({ status }) => status },
      { head: 'Uploaded', cell: ({ createdAt }) => moment(createdAt) },
      { head: 'SHA-256 of its file', cell: ({ sha256 }) => html`<code>${sha256}</code>` },
    ],
    versions,
    { stacked: true },
  );
}

import type { BoardRow } from '#results/standings/board.js';
import { rankCell } from '../board/rank.js';
import { html, type Html } from '../html.js';
import { leaguePage, runPage } from '../links.js';
import { counted, decimal, interval, moment } from '../numbers.js';
import { page, trail } from '../page.js';
import { table } from '../table.js';

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

export interface PluginContent {
  readonly name: string;
  /** `<team>/<plugin>`, of a reference plugin only the plugin; of every kind there may be one of this name */
  readonly kinds: readonly {
    readonly kind: 'agent' | 'dealer' | 'bidder';
    readonly versions: readonly PluginVersion[];
    /** newest first */
    readonly runs: readonly PluginRun[];
  }[];
  readonly isReference: boolean;
  /** so many of the newest runs of all leagues were looked through */
  readonly lookedAt: number;
}

const KINDS = { agent: 'Strategy', dealer: 'Dealer policy', bidder: 'Bidder' } as const;

/** A plugin: its versions, and how they did where they played. */
export function pluginPage({ name, kinds, isReference, lookedAt }: PluginContent): string {
  return page({
    title: `${name} – GridLeague`,
    main: [
      trail([{ href: '/', text: 'Leaderboards' }]),
      html`<h1>${name}</h1>`,
      ...kinds.flatMap(({ kind, versions, runs }) => [
        html`<p>
          ${KINDS[kind]}${isReference ? ', a reference plugin of the platform' : ''};
          ${counted(versions.length, 'version')}.
        </p>`,
        html`<h2>Where it played</h2>`,
        runs.length === 0
          ? html`<p>In none of the newest ${counted(lookedAt, 'run')}.</p>`
          : played(KINDS[kind], runs),
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
          html`<a href="${runPage(run)}">${run}</a><small>${moment(finishedAt)}</small>`,
      },
      { head: 'League', cell: ({ league }) => html`<a href="${leaguePage(league.id)}">${league.title}</a>` },
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

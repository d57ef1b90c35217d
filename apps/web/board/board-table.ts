import {
  boardWords,
  headingText,
  metricsOf,
  type Board,
  type BoardRow,
  type MetricHeading,
  type RankedMetric,
  type ReferenceLine,
  type Standing,
} from '#results/standings/board.js';
import { whiskers } from './whisker.js';
import { html, type Html } from '../html.js';
import { pluginAddress } from '../links.js';
import { decimal, interval, isShare, quantity } from '../numbers.js';
import { wide } from '../page.js';
import { phoneLabel } from '../table.js';
import { signText } from './metric-head.js';
import { rankCell } from './rank.js';

const composite: MetricHeading = { id: 'composite', label: 'Score', unit: 'score', better: 'higher' };

/** Of longer boards a page would have more headings than figures: they scroll on a phone. */
const MOST_STACKED = 60;

/** Of more columns the intervals' drawings stand below the means, so that all columns have room. */
const MOST_SIDE_BY_SIDE = 4;

/**
 * The standings: best score first, a group of rows for those that cannot be told apart from their best. `mostRows`: how
 * many are shown; bars are drawn to the scale of all. Not by `table`: here the second column heads the rows, which stand in
 * groups.
 */
export function standingsTable(board: Board, mostRows: number): Html {
  const columns = [
    columnOf(composite, board, (row) => row.composite),
    ...metricsOf(board).map((metric, i) =>
      columnOf(board.ranked[i]!, board, (row) => row.standings[metric]!),
    ),
  ];
  const { one, all: what } = boardWords[board.kind];
  const isStacked = Math.min(board.rows.length, mostRows) <= MOST_STACKED;
  const kinds = [
    'board',
    ...(board.rows.every(({ baseline }) => baseline) ? [] : ['marked']),
    ...(isStacked ? ['stacked'] : []),
    ...(columns.length > MOST_SIDE_BY_SIDE ? ['many'] : []),
  ];
  const labelled = (head: string): Html | null => (isStacked ? phoneLabel(head) : null);
  return wide(
    `${what}, standings`,
    html`<table class="${kinds.join(' ')}">
      <thead>
        <tr>
          <th scope="col">Rank<small>95 % sure</small></th>
          <th scope="col">${one}</th>
          ${columns.map(({ head }) => head)}
          <th scope="col" class="number">Failures<small>per match</small></th>
          <th scope="col" class="number">Matches</th>
        </tr>
      </thead>
      ${tieGroups(board.rows.slice(0, mostRows)).map(
        (rows) =>
          html`<tbody>
            ${rows.map(
              (row) =>
                html`<tr class="${row.baseline ? 'baseline' : 'entrant'}">
                  <td>${labelled('Rank')}${rankCell(row.composite.rank, board.rows.length)}</td>
                  <th scope="row">${board.kind === 'mechanism' ? mechanismName(row) : nameOf(row)}</th>
                  ${columns.map(({ cell }) => cell(row, labelled))}
                  <td class="number">${labelled('Failures per match')}${failuresOf(row)}</td>
                  <td class="number">${labelled('Matches')}${row.matches}</td>
                </tr>`,
            )}
          </tbody>`,
      )}
      ${
        board.referenceLines.length === 0
          ? null
          : html`<tbody class="lines">
              ${board.referenceLines.map((line) => referenceRow(line, board, labelled))}
            </tbody>`
      }
    </table>`,
  );
}

type Labelled = (head: string) => Html | null;

interface Column {
  readonly head: Html;
  readonly cell: (row: BoardRow, labelled: Labelled) => Html;
}

function columnOf(heading: MetricHeading, board: Board, standingOf: (row: BoardRow) => Standing): Column {
  const draw = whiskers(board.rows.map((row) => standingOf(row).estimate));
  const show = shower(heading);
  return {
    head: html`<th scope="col">
      ${isShare(heading.unit) || heading.unit === heading.label.toLowerCase() ? heading.label : headingText({ ...heading, unit: heading.unit === 'score' ? '1' : heading.unit })}
      <small>${signText(heading.better)}</small>
    </th>`,
    cell: (row, labelled) => {
      const { estimate } = standingOf(row);
      if (!estimate) return html`<td>${labelled(heading.label)}not scored</td>`;
      return html`<td class="estimate">
        ${labelled(heading.label)}<span class="mean">${show(estimate.mean)}</span
        >${draw(estimate)}${interval(estimate, show)}
      </td>`;
    },
  };
}

function shower({ unit }: MetricHeading): (value: number) => string {
  return unit === 'score' ? (value) => decimal(value, 3) : (value) => quantity(value, unit);
}

const front = html`<span
  class="badge front"
  title="Nobody is at least as good in all metrics and better in one"
  >Pareto front</span
>`;

/** Nobody's plugin: told with who played it. */
function mechanismName({ name, version, pareto }: BoardRow): Html {
  return html`<span class="name"
      >${name.split('/').map((part, i) => (i === 0 ? html`${part}` : html`/<wbr />${part}`))}</span
    >
    <small>played by ${version} ${pareto ? front : null}</small>`;
}

function nameOf({ name, version, baseline, pareto, shown, outside }: BoardRow): Html {
  const lost = shown['belowZeroShare']?.mean ?? 0;
  return html`<a class="name" href="${pluginAddress(name)}">${name}</a>
    <small
      >${baseline ? html`<span class="badge">reference</span>` : `version ${version}`}
      ${pareto ? front : null}
      ${outside ? html`<span class="badge loss" title="It plays from outside of the sandbox: nobody can play its matches again">remote, not sandboxed</span>` : null}
      ${lost > 0 ? html`<span class="badge loss" title="It lost money in these matches; a gift counts against the giver">below zero in ${quantity(lost, '1')}</span>` : null}</small
    >`;
}

/** Boards of earlier releases do not say. */
function failuresOf({ shown }: BoardRow): string {
  const failures = shown['failures'];
  if (!failures) return '–';
  return failures.mean === 0 ? 'none' : decimal(failures.mean, 2);
}

function tieGroups(rows: readonly BoardRow[]): BoardRow[][] {
  const groups = new Map<number, BoardRow[]>();
  for (const row of rows) {
    const group = row.composite.rank?.tieGroup ?? Infinity;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups.values()];
}

function referenceRow({ label, values }: ReferenceLine, board: Board, labelled: Labelled): Html {
  const cell = (metric: RankedMetric, i: number): Html => {
    const value = values[metric] ?? null;
    const heading = board.ranked[i]!;
    return html`<td>${labelled(heading.label)}${value === null ? '–' : quantity(value, heading.unit)}</td>`;
  };
  return html`<tr>
    <td></td>
    <th scope="row">${label} <small>for comparison</small></th>
    <td></td>
    ${metricsOf(board).map(cell)}
    <td></td>
    <td></td>
  </tr>`;
}

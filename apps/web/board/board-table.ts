import {
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
import { pluginPage } from '../links.js';
import { decimal, interval, isShare, quantity } from '../numbers.js';
import { wide } from '../page.js';
import { signText } from './metric-head.js';
import { rankCell } from './rank.js';

const composite: MetricHeading = { id: 'composite', label: 'Score', unit: 'score', better: 'higher' };

/** The standings: best score first, a group of rows for those that cannot be told apart from their best. */
export function boardTable(board: Board): Html {
  const columns = [
    columnOf(composite, board, (row) => row.composite),
    ...metricsOf(board).map((metric, i) =>
      columnOf(board.ranked[i]!, board, (row) => row.standings[metric]!),
    ),
  ];
  const what = board.kind === 'agent' ? 'Agent strategies' : 'Dealer policies';
  return wide(
    `${what}, standings`,
    html`<table class="${board.rows.every(({ baseline }) => baseline) ? 'board' : 'board marked'}">
      <thead>
        <tr>
          <th scope="col">Rank<small>95 % sure</small></th>
          <th scope="col">${board.kind === 'agent' ? 'Strategy' : 'Policy'}</th>
          ${columns.map(({ head }) => head)}
          <th scope="col" class="number">Failures<small>per match</small></th>
          <th scope="col" class="number">Matches</th>
        </tr>
      </thead>
      ${tieGroups(board.rows).map(
        (rows) =>
          html`<tbody>
            ${rows.map(
              (row) =>
                html`<tr class="${row.baseline ? 'baseline' : 'entrant'}">
                  <td>${rankCell(row.composite.rank, board.rows.length)}</td>
                  <th scope="row">${nameOf(row)}</th>
                  ${columns.map(({ cell }) => cell(row))}
                  <td class="number">${failuresOf(row)}</td>
                  <td class="number">${row.matches}</td>
                </tr>`,
            )}
          </tbody>`,
      )}
      ${
        board.referenceLines.length === 0
          ? null
          : html`<tbody class="lines">
              ${board.referenceLines.map((line) => referenceRow(line, board))}
            </tbody>`
      }
    </table>`,
  );
}

interface Column {
  readonly head: Html;
  readonly cell: (row: BoardRow) => Html;
}

function columnOf(heading: MetricHeading, board: Board, standingOf: (row: BoardRow) => Standing): Column {
  const draw = whiskers(board.rows.map((row) => standingOf(row).estimate));
  const show = shower(heading);
  return {
    head: html`<th scope="col">
      ${isShare(heading.unit) ? heading.label : headingText({ ...heading, unit: heading.unit === 'score' ? '1' : heading.unit })}
      <small>${signText(heading.better)}</small>
    </th>`,
    cell: (row) => {
      const { estimate } = standingOf(row);
      if (!estimate) return html`<td>not scored</td>`;
      return html`<td class="estimate">
        <span class="mean">${show(estimate.mean)}</span>${draw(estimate)}${interval(estimate, show)}
      </td>`;
    },
  };
}

function shower({ unit }: MetricHeading): (value: number) => string {
  return unit === 'score' ? (value) => decimal(value, 3) : (value) => quantity(value, unit);
}

function nameOf({ name, version, baseline, pareto, shown }: BoardRow): Html {
  const lost = shown['belowZeroShare']?.mean ?? 0;
  return html`<a class="name" href="${pluginPage(name)}">${name}</a>
    <small
      >${baseline ? html`<span class="badge">reference</span>` : `version ${version}`}
      ${pareto ? html`<span class="badge front" title="Nobody is at least as good in all metrics and better in one">Pareto front</span>` : null}
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

function referenceRow({ label, values }: ReferenceLine, board: Board): Html {
  const cell = (metric: RankedMetric, i: number): Html => {
    const value = values[metric] ?? null;
    return html`<td>${value === null ? '–' : quantity(value, board.ranked[i]!.unit)}</td>`;
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

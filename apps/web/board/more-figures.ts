import { RESOLUTION } from '#results/statistics/resolution.js';
import type { Board } from '#results/standings/board.js';
import { html, type Html } from '../html.js';
import { decimal, interval, isShare, quantity, signed } from '../numbers.js';
import { wide } from '../page.js';
import { shownNotes } from './metric-notes.js';

/** The quantities that are shown but not ranked. */
export function shownTable(board: Board): Html | null {
  // What nobody could be measured by says nothing: an inventory where no dealer has any.
  const columns = board.shown.filter(({ id }) => board.rows.some((row) => row.shown[id]));
  if (columns.length === 0) return null;
  return html`<details>
    <summary>More figures: ${columns.map(({ label }) => label.toLowerCase()).join(', ')}</summary>
    ${wide(
      'More figures',
      html`<table>
        <thead>
          <tr>
            <th scope="col">${board.kind === 'agent' ? 'Strategy' : 'Policy'}</th>
            ${columns.map(
              ({ id, label, unit, better }) =>
                html`<th scope="col">
                  ${label}${isShare(unit) ? null : html` <small>${unit}</small>`}
                  <small>${better === 'higher' ? 'higher is better' : 'lower is better'}</small>
                  <small class="note">${shownNotes[id] ?? ''}</small>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${board.rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.name}</th>
                ${columns.map(({ id, unit }) => {
                  const estimate = row.shown[id];
                  if (!estimate) return html`<td>–</td>`;
                  const show = (value: number): string => quantity(value, unit);
                  return html`<td>${show(estimate.mean)} ${interval(estimate, show)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>`,
    )}
  </details>`;
}

/** Whose score differs from whose, and how sure that is. */
export function pairTable(board: Board): Html | null {
  const pairs = board.comparisons.filter(({ metric }) => metric === 'composite');
  if (pairs.length === 0) return null;
  const name = new Map(board.rows.map((row) => [row.id, row.name]));
  const show = (value: number): string => signed(value, 'score');
  return html`<details>
    <summary>Every pair compared</summary>
    <p>
      Differences in score on the same blocks. A pair is told apart where p, corrected for looking at all
      pairs at once, is at most 0.05; these decide the rank intervals.
    </p>
    ${wide(
      'Every pair compared',
      html`<table>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Difference <small>in score, 95 % interval</small></th>
            <th scope="col" class="number">p <small>by itself</small></th>
            <th scope="col" class="number">p <small>corrected</small></th>
            <th scope="col">Told apart</th>
          </tr>
        </thead>
        <tbody>
          ${pairs.map(
            ({ a, b, difference, pValue, stepDown }) =>
              html`<tr>
                <th scope="row">${name.get(a) ?? a} − ${name.get(b) ?? b}</th>
                <td>${difference ? html`${show(difference.mean)} ${interval(difference, show)}` : '–'}</td>
                <td class="number">${decimal(pValue, 3)}</td>
                <td class="number">${decimal(stepDown, 3)}</td>
                <td>
                  ${difference && stepDown <= 0.05 && Math.abs(difference.mean) > RESOLUTION ? 'yes' : 'no'}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    )}
  </details>`;
}

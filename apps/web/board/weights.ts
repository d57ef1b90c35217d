import { boardWords, metricsOf, type Board } from '#results/standings/board.js';
import { html, type Html } from '../html.js';
import { decimal } from '../numbers.js';
import { places } from './whisker.js';
import { table } from '../table.js';
import { rankText } from './rank.js';

const names = {
  ...{ welfare: 'Welfare', cost: 'Cost', convergence: 'Convergence' },
  ...{ contribution: 'Contribution', cash: 'Dealer cash' },
} as const;

/** Lets readers weigh the metrics themselves: the page comes back with ranks tested anew. */
export function weightsForm(
  { action, run }: { readonly action: string; readonly run: string },
  board: Board,
  own: boolean,
): Html {
  const { kind, weights } = board;
  return html`<form class="weights" method="get" action="${action}#${kind}-board">
    <fieldset>
      <legend>What matters to you?</legend>
      <p>
        The score is the weighted mean of the metrics, each on a fixed scale from 0 (no better than no trade)
        to 1 (perfect).
        ${own ? 'These are your weights.' : "These are the league's weights; put in your own."}
      </p>
      <input type="hidden" name="run" value="${run}" />
      ${[...metricsOf(board), ...(board.kind === 'dealer' ? (['cash'] as const) : [])].map(
        (metric) =>
          html`<label>
            ${names[metric]}
            <input
              type="number"
              name="${metric}"
              min="0"
              max="1000000"
              step="any"
              required
              value="${weights[metric] ?? 0}"
            />
          </label>`,
      )}
      <button type="submit">Rank by these</button>
      ${own ? html`<a href="${action}#${kind}-board">Back to the league's weights</a>` : null}
    </fieldset>
  </form>`;
}

/** How ranks depend on the weights, whatever they are; of the first `mostRows`. Null: nobody is ranked. */
export function stabilityTable(board: Board, mostRows: number): Html | null {
  if (!board.rows.some(({ stability }) => stability)) return null;
  return html`<h4>Whatever the weights</h4>
    <p>
      Places by mean score under every way to weigh the metrics. Whoever is first in nearly all of them does
      not owe it to the weights.
    </p>
    ${table(
      `${board.kind}: places under any weights`,
      [
        { head: boardWords[board.kind].one, cell: ({ name }) => name },
        {
          head: 'Places',
          cell: ({ stability }) =>
            stability
              ? html`<span class="rank">${rankText(stability)}</span
                  >${places(stability.best, stability.worst, board.rows.length)}`
              : '–',
        },
        {
          head: 'First in',
          kind: 'number',
          cell: ({ stability }) =>
            stability ? `${decimal(stability.firstShare * 100, 0)} % of weights` : '–',
        },
      ],
      board.rows.slice(0, mostRows),
      { narrow: true },
    )}`;
}

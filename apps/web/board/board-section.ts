import { paretoFigure } from '#results/export/figures/pareto-figure.js';
import { powerWords } from '#matches/runs/power-words.js';
import { boardWords, metricsOf, type Board, type Weights } from '#results/standings/board.js';
import { counted } from '#results/export/counted.js';
import { drawing, html, type Html } from '../html.js';
import { api, leagueAddress } from '../links.js';
import { standingsTable } from './board-table.js';
import { metricNotes } from './metric-notes.js';
import { pairTable, shownTable } from './more-figures.js';
import { verdict } from './verdict.js';
import { stabilityTable, weightsForm } from './weights.js';

export interface BoardPlace {
  readonly league: string;
  readonly run: string;
  /** the reader's own; null: the league's */
  readonly weights: Weights | null;
  /** the page's own address, without a query */
  readonly action: string;
  /** blocks that its days allow; null: any number */
  readonly mostBlocks: number | null;
  /** the rest stands on the league's page; null: all */
  readonly mostRows: number | null;
}

/** What of a run or a look it is. */
function standingWords({ looks = null, cancelledOf = null, blocks }: Board): Html | null {
  const cancelled =
    cancelledOf === null
      ? null
      : html`<p class="failed" role="status">
          This run was <strong>cancelled</strong>: here are the ${counted(blocks, 'block')} of ${cancelledOf}
          that were over.
        </p>`;
  const looked =
    looks === null
      ? null
      : html`<p class="quiet">
          Runs of this league may get more blocks. This is look ${looks.length}, after ${looks.join(', ')}
          blocks: each look is tested at a share of the level that was fixed beforehand, so that going on
          until something shows shows nothing that is not there; intervals of all looks together are right
          with 95 %.
        </p>`;
  return cancelled || looked ? html`${cancelled}${looked}` : null;
}

const about: Readonly<Record<Board['kind'], string>> = {
  agent: 'How households bid. Several strategies share each market; everybody meets everybody equally often.',
  dealer: 'How the market maker sells its stock and announces prices, over the same markets and households.',
  mechanism:
    'How prices come about, for the same households on the same days; each is played by strategies that fit it.',
};

function theRest({ kind, rows }: Board, { league, run, weights, mostRows }: BoardPlace): Html {
  const whole = `${leagueAddress(league, { run, weights })}#${kind}-board`;
  return html`<p>
    The first ${mostRows} of ${rows.length} rows. <a href="${whole}">All of them, with every figure</a>
  </p>`;
}

/** One board with all that belongs to it. */
export function boardSection(board: Board, place: BoardPlace): Html {
  const { league, run, weights, action, mostBlocks, mostRows } = place;
  const shown = mostRows ?? board.rows.length;
  const title = boardWords[board.kind].all;
  const what = about[board.kind];
  const power = powerWords(board, board.blocks, mostBlocks);
  return html`<section aria-labelledby="${board.kind}-board">
    <h3 id="${board.kind}-board">${title}</h3>
    <p>${what}</p>
    ${verdict(board)} ${standingWords(board)} ${power === null ? null : html`<p class="quiet">${power}</p>`}
    ${standingsTable(board, shown)} ${shown < board.rows.length ? theRest(board, place) : null}
    <p class="quiet">
      Best score first. Rows between two strong lines cannot be told apart from the best of them. Bars: 95 %
      intervals, all of a column on one scale.
    </p>
    <dl class="legend">
      ${metricsOf(board).map(
        (metric, i) =>
          html`<div>
            <dt>${board.ranked[i]!.label}</dt>
            <dd>${metricNotes[board.kind][metric] ?? null}</dd>
          </div>`,
      )}
    </dl>
    <div class="pair">
      <figure tabindex="0">
        ${drawing(paretoFigure(board, 'welfare', 'cost'))}
        <figcaption>
          Welfare against cost. Filled: on the Pareto front of all ranked metrics, nobody is at least as good
          in all and better in one. Grey: reference plugins.
        </figcaption>
      </figure>
      <div>${weightsForm({ action, run }, board, weights !== null)} ${stabilityTable(board, shown)}</div>
    </div>
    ${shown < board.rows.length ? null : html`${shownTable(board)} ${pairTable(board)}`}
    <p class="data">
      This board as <a href="${api.board(league, run, board.kind, weights, 'csv')}">CSV</a> or
      <a href="${api.board(league, run, board.kind, weights, 'json')}">JSON</a>
    </p>
  </section>`;
}

import type { Board, Weights } from '#results/standings/board.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { counted } from '#results/export/counted.js';
import { boardSection } from '../board/board-section.js';
import { dealerEffectsSection } from '../board/dealer-effects-section.js';
import { html, type Html } from '../html.js';
import { api, dealersAddress, runAddress } from '../links.js';
import { moment } from '../numbers.js';

export interface LeagueResults {
  readonly league: string;
  readonly run: string;
  readonly finishedAt: number | null;
  readonly agents: Board;
  readonly dealers: Board;
  readonly effects: DealerEffects | null;
  /** the reader's own; null: the league's */
  readonly weights: Weights | null;
  /** the page's own address, without a query */
  readonly action: string;
  /** blocks that the days of its scenarios allow; null: any number */
  readonly mostBlocks: number | null;
  /** of a board; null: all */
  readonly mostRows: number | null;
  readonly nameOf: (submission: string) => string;
}

/** The standings of a run that is over: both boards and the dealer comparison. */
export function leagueResults(results: LeagueResults): Html {
  const { league, run, agents, dealers, effects, weights, action, mostBlocks, mostRows } = results;
  const place = { league, run, weights, action, mostBlocks, mostRows };
  const boards = [agents, dealers].filter(({ rows }) => rows.length > 1);
  const voided = agents.matches.void;
  return html`<p class="facts">
      ${agents.kind === 'mechanism' ? counted(agents.rows.length, 'mechanism') : counted(agents.rows.length, 'strategy', 'strategies')}
      ${dealers.rows.length > 0 ? `and ${counted(dealers.rows.length, 'dealer policy', 'dealer policies')}` : 'under dealer policies that took turns and are not compared,'}
      in ${counted(agents.matches.scored, 'match', 'matches')} over ${counted(agents.blocks, 'block')} of
      ${agents.scenarios.join(', ')}${voided > 0 ? `; ${counted(voided, 'match', 'matches')} void and left out` : ''}.
      <a href="${runAddress(run)}">Run ${run}</a>, finished ${moment(results.finishedAt)}.
    </p>
    ${reading(agents.blocks)}
    <div>
      ${boards.map((board) => boardSection(board, place))}
      ${effects ? dealerEffectsSection(effects, results.nameOf, { json: api.effects(league, run), figures: dealersAddress(run) }) : null}
      <p class="data">
        The whole run:
        <a href="${api.run(run, '/matches?format=csv')}">matches</a> and
        <a href="${api.run(run, '/design')}">design</a> as CSV,
        <a href="${api.run(run, '/paper-pack')}">paper pack</a> (tables, figures and hashes),
        <a href="${api.run(run, '/bundle')}">replay bundle</a>
      </p>
    </div>`;
}

function reading(blocks: number): Html {
  return html`<details class="reading">
    <summary>How to read this</summary>
    <ul>
      <li>
        Households trade energy with their neighbours, round after round, until no trade improves anybody. A
        <strong>strategy</strong> decides how a household bids; a <strong>dealer policy</strong> runs the
        market they trade in.
      </li>
      <li>
        A <strong>block</strong> is one draw of weather, houses and luck that everybody plays: differences are
        measured on equal terms. Here there are ${blocks}.
      </li>
      <li>
        Bars are <strong>95 % intervals</strong> over blocks, all of a column on one scale. Where the true
        value lies outside of one, it is the exception.
      </li>
      <li>
        A <strong>rank</strong> is an interval, too: 1–5 says that with these blocks nobody can tell whether
        it is first or fifth. Rows of one group cannot be told apart from the best of it; more blocks may do
        it.
      </li>
      <li>
        <strong>Reference</strong> plugins come along with GridLeague; they are the yardstick, not the
        competition.
      </li>
    </ul>
  </details>`;
}

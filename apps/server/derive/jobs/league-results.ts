import type { Weights } from '#results/standings/board.js';
import { reweighed } from '#results/standings/reweigh.js';
import { leagueResults } from '../../../web/pages/league-results.js';
import { sentText, type SentText } from '../sent-text.js';
import { mostBlocks } from '../most-blocks.js';
import { storedBoards } from '../stored-boards.js';

export interface LeagueResultsRequest {
  readonly league: string;
  readonly run: string;
  readonly finishedAt: number | null;
  /** the reader's own; null: the league's */
  readonly weights: Weights | null;
  /** the page's address */
  readonly action: string;
  /** of a board; null: all */
  readonly mostRows: number | null;
}

/** The standings of a run as HTML. */
export default async function results(request: LeagueResultsRequest): Promise<SentText> {
  const { run, weights } = request;
  const { agents, dealers, effects } = await storedBoards(run);
  const boards =
    weights === null
      ? { agents, dealers }
      : { agents: reweighed(agents, weights), dealers: reweighed(dealers, weights) };
  const names = new Map([...agents.rows, ...dealers.rows].map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  return sentText(
    leagueResults({ ...request, ...boards, effects, nameOf, mostBlocks: await mostBlocks(run) }).text,
  );
}

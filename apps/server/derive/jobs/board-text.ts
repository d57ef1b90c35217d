import type { RunBoards } from '#matches/runs/run-boards.js';
import { csvOf } from '#results/export/csv.js';
import type { Board, Weights } from '#results/standings/board.js';
import { boardTable } from '#results/standings/board-table.js';
import { reweighed } from '#results/standings/reweigh.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedBoards } from '../stored-boards.js';

export interface BoardTextRequest {
  readonly run: string;
  readonly kind: Board['kind'];
  /** null: the league's; with a reader's own the ranks are tested anew */
  readonly weights: Weights | null;
  readonly format: 'json' | 'csv';
}

/** A board as it is sent. */
export default async function boardText({ run, ...request }: BoardTextRequest): Promise<SentText> {
  return boardAsText(await storedBoards(run), request);
}

export function boardAsText(
  { agents, dealers }: Pick<RunBoards, 'agents' | 'dealers'>,
  { kind, weights, format }: Omit<BoardTextRequest, 'run'>,
): SentText {
  const own = kind === 'dealer' ? dealers : agents;
  const board = weights === null ? own : reweighed(own, weights);
  return sentText(format === 'csv' ? csvOf(boardTable(board)) : JSON.stringify(board));
}

import { Injectable } from '@nestjs/common';
import type { Weights } from '#results/standings/board.js';
import type { RunBoards } from '../../worker/run-boards.js';
import { Html } from '../../web/html.js';
import { leagueResults, type LeagueResults } from '../../web/pages/league-results.js';
import { BoardCache } from '../leagues/board-cache.js';
import { RunResultsService } from '../runs/run-results.service.js';

export interface ResultsRequest {
  readonly league: string;
  readonly run: string;
  readonly finishedAt: number | null;
  /** the reader's own; null: the league's */
  readonly weights: Weights | null;
  /** the page's address */
  readonly action: string;
}

/** The standings of runs as HTML. With the league's weights they are drawn once. */
@Injectable()
export class ResultPages {
  constructor(
    private readonly boards: BoardCache,
    private readonly results: RunResultsService,
  ) {}

  async draw(request: ResultsRequest): Promise<Html> {
    const { run, weights, action } = request;
    if (weights === null)
      return new Html(
        await this.boards.answer(
          run,
          `page ${action}`,
          (boards) => leagueResults(contentOf(request, boards)).text,
        ),
      );
    const [{ effects }, agents, dealers] = await Promise.all([
      this.results.boards(run),
      this.boards.board({ run, kind: 'agent', weights }),
      this.boards.board({ run, kind: 'dealer', weights }),
    ]);
    return leagueResults(contentOf(request, { agents, dealers, effects }));
  }
}

function contentOf(request: ResultsRequest, boards: RunBoards): LeagueResults {
  const names = new Map([...boards.agents.rows, ...boards.dealers.rows].map(({ id, name }) => [id, name]));
  return { ...request, ...boards, nameOf: (id) => names.get(id) ?? id };
}

import { Injectable } from '@nestjs/common';
import { Html } from '../../web/html.js';
import type { LeagueResultsRequest } from '../derive/jobs/league-results.js';
import { BoardCache } from '../leagues/board-cache.js';

/** The standings of runs as parts of pages. */
@Injectable()
export class ResultPages {
  constructor(private readonly boards: BoardCache) {}

  async draw(request: Omit<LeagueResultsRequest, 'databaseFile'>): Promise<Html> {
    return new Html(await this.boards.results(request));
  }
}

import { Injectable } from '@nestjs/common';
import { Html } from '../../web/html.js';
import type { LeagueResultsRequest } from '../derive/jobs/league-results.js';
import type { HttpResponse } from '../problem/http.js';
import { BoardCache } from '../leagues/board-cache.js';

/** Where results will stand in a page: no text of anybody's, all of which are escaped. */
const PLACE = new Html('<!-- results -->');

/** Pages with the standings of a run, which may be large and are put in as they were drawn. */
@Injectable()
export class ResultPages {
  constructor(private readonly boards: BoardCache) {}

  /** `request`: the results; null: there are none */
  async send(
    response: HttpResponse,
    request: LeagueResultsRequest | null,
    page: (results: Html | null) => string,
  ): Promise<void> {
    const results = request && (await this.boards.results(request));
    const [before = '', after = ''] = page(results && PLACE).split(PLACE.text);
    response.type('text/html; charset=utf-8');
    response.write(before);
    if (results) response.write(results.bytes);
    response.end(after);
  }
}

import { Catch, type ArgumentsHost } from '@nestjs/common';
import { problemPage } from '../../web/pages/problem-page.js';
import { Database } from '#database/database.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { Logger } from '#database/fleet/logger.js';
import { ProblemFilter, problemOf } from '../requests/problem.filter.js';

/** Errors of pages as pages; those of the API stay problem documents. */
@Catch()
export class PageProblemFilter extends ProblemFilter {
  constructor(logger: Logger, database: Database) {
    super(logger, database.storage);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<HttpRequest>();
    const response = host.switchToHttp().getResponse<HttpResponse>();
    if (isOfApi(request.path) || response.headersSent) return super.catch(error, host);
    const problem = problemOf(error);
    this.note(error, problem, request);
    const { status, detail, field, retryAfter } = problem;
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    const text = field ? `${field}: ${detail}` : detail;
    response
      .status(status)
      .type('text/html; charset=utf-8')
      .send(problemPage(status, text, request.id, request.path.startsWith('/team')));
  }
}

function isOfApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

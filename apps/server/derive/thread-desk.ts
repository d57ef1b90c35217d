import { Injectable } from '@nestjs/common';
import { ProblemError } from '../problem/problem.js';
import { inThread } from './in-thread.js';

/** What readers asked for and nobody has begun yet. */
const MOST_WAITING = 20;

/** Makes what readers ask for and takes its time, one thing at a time: matches need the cores, too. */
@Injectable()
export class ThreadDesk {
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** Throws a problem when too many wait. */
  make<Request, Answer>(name: string, request: () => Request | Promise<Request>): Promise<Answer> {
    if (this.waiting >= MOST_WAITING)
      throw new ProblemError(503, 'busy', `${this.waiting} such requests wait already; try again later`);
    this.waiting++;
    const turn = this.last.then(async () => inThread<Request, Answer>(name, await request()));
    this.last = turn.catch(() => undefined);
    return turn.finally(() => this.waiting--);
  }
}

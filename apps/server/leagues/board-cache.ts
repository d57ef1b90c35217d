import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { requestLimits } from '#api/limits/request-limits.js';
import { GridLeagueError } from '#market/errors.js';
import type { Weights } from '#results/standings/board.js';
import { Database } from '#database/database.js';
import { RunEntity } from '#database/entities/run.entity.js';
import type { BoardTextRequest } from '../derive/jobs/board-text.js';
import type { LeagueResultsRequest } from '../derive/jobs/league-results.js';
import type { SentText } from '../derive/sent-text.js';
import { ThreadDesk, type JobFor } from '../derive/desk/thread-desk.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { currentReader } from '../operation/take-turns.js';
import { ProblemError } from '../problem/problem.js';
import { RunEvents } from '../runs/run-events.js';

const { boardsKept, weightedBoardsKept, boardBytesKept } = requestLimits;
const BYTES = { mostWeight: boardBytesKept, weightOf: ({ bytes }: SentText): number => bytes.byteLength };

/** Answers about boards, made once: a run that is over does not change, unless it is retried or extended. */
@Injectable()
export class BoardCache {
  private readonly answers = new BoundedCache<SentText>({ most: boardsKept, ...BYTES });
  /** apart, so that readers' own weights cannot push the others out */
  private readonly weighted = new BoundedCache<SentText>({ most: weightedBoardsKept, ...BYTES });
  private readonly latestRuns = new BoundedCache<string>(boardsKept);

  constructor(
    private readonly database: Database,
    private readonly desk: ThreadDesk,
    events: RunEvents,
  ) {
    events.all().subscribe(({ type, run }) => {
      if (type === 'finished' || type === 'retried') this.latestRuns.clear();
      if (type !== 'finished' && type !== 'retried') return;
      for (const memory of [this.answers, this.weighted]) memory.forgetWhere((key) => isOf(run, key));
    });
  }

  /** The newest run with results; null: none yet. */
  async latest(league: string): Promise<string | null> {
    return this.latestRuns
      .get(league, () => this.findLatest(league))
      .catch((error: unknown) => {
        if (error instanceof NoRunError) return null;
        throw error;
      });
  }

  /** A board of a run that is over. Throws a problem where there is none. */
  board(request: BoardTextRequest): Promise<SentText> {
    return this.answer('board', request, (work) => this.desk.make('board-text', request, work));
  }

  /** A board of all finished runs that are of the version of the newest one. Throws a problem where there is none. */
  async pooled(
    league: string,
    request: Pick<BoardTextRequest, 'kind' | 'weights' | 'format'>,
  ): Promise<SentText> {
    const runs = await this.desk.make('pooled-runs', { league });
    if (runs.length === 0)
      throw new ProblemError(404, 'no-results', `league ${league} has no finished run yet`);
    const memory = request.weights === null ? this.answers : this.weighted;
    return memory.get(
      JSON.stringify(['pooled', runs, request]),
      (gone) => this.desk.make('pooled-board', { ...request, runs }, { gone }),
      currentReader(),
    );
  }

  /** The standings of a run that is over, as HTML. */
  results(request: LeagueResultsRequest): Promise<SentText> {
    return this.answer('results', request, (work) => this.desk.make('league-results', request, work));
  }

  /** The dealer comparison of a run that is over, as JSON. */
  dealerEffects(run: string): Promise<SentText> {
    return this.answer('effects', { run, weights: null }, (work) =>
      this.desk.make('dealer-effects', { run }, work),
    );
  }

  private answer(
    form: string,
    request: { readonly run: string; readonly weights: Weights | null },
    make: (work: JobFor) => Promise<SentText>,
  ): Promise<SentText> {
    const [memory, lane] =
      request.weights === null
        ? ([this.answers, 'showing'] as const)
        : ([this.weighted, 'weighing'] as const);
    return memory.get(keyOf(form, request), (gone) => make({ lane, gone }), currentReader());
  }

  private async findLatest(league: string): Promise<string> {
    const run = await this.database.read.findOne(RunEntity, {
      select: { id: true },
      // One that is being extended shows its look before.
      where: [
        { league, state: In(['finished', 'failed']) },
        { league, state: 'running', finishedAt: Not(IsNull()) },
      ],
      order: { number: 'DESC' },
    });
    if (!run) throw new NoRunError(league);
    return run.id;
  }
}

function keyOf(form: string, request: { readonly run: string }): string {
  return JSON.stringify([request.run, form, request]);
}

function isOf(run: string, key: string): boolean {
  return key.startsWith(JSON.stringify([run]).slice(0, -1));
}

/** Not remembered: the next run may be over soon. */
class NoRunError extends GridLeagueError {
  readonly kind = 'undoable';
  readonly code = 'no-run';
}

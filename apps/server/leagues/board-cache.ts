import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { csvOf } from '#results/export/csv.js';
import { rankedMetrics, type Board, type Weights } from '#results/standings/board.js';
import { boardTable } from '#results/standings/board-table.js';
import type { RunBoards } from '../../worker/run-boards.js';
import { Database } from '../database/database.js';
import { RunEntity } from '../database/entities/run.entity.js';
import type { ReweighRequest } from '../derive/reweigh-thread.js';
import { ThreadDesk } from '../derive/thread-desk.js';
import { Memory } from '../operation/memory.js';
import { RunEvents } from '../runs/run-events.js';
import { RunResultsService } from '../runs/run-results.service.js';

/** Answers kept in memory; those with readers' own weights apart, so that they cannot push the others out. */
const KEPT = 200;
const KEPT_WEIGHTED = 100;

export interface BoardRequest {
  readonly run: string;
  readonly kind: Board['kind'];
  /** null: the league's */
  readonly weights: Weights | null;
}

/** An answer as it is sent. */
export interface BoardAnswer {
  readonly text: string;
  readonly etag: string;
}

/** Answers about boards, made once: a run that is over does not change. */
@Injectable()
export class BoardCache {
  private readonly answers = new Memory<BoardAnswer>(KEPT);
  private readonly weighted = new Memory<Board>(KEPT_WEIGHTED);
  private readonly latestRuns = new Memory<string>(KEPT);

  constructor(
    private readonly database: Database,
    private readonly results: RunResultsService,
    private readonly desk: ThreadDesk,
    events: RunEvents,
  ) {
    events.all().subscribe(({ type }) => type === 'finished' && this.latestRuns.clear());
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
  async board({ run, kind, weights }: BoardRequest): Promise<Board> {
    const own = async (): Promise<Board> => {
      const { agents, dealers } = await this.results.boards(run);
      return kind === 'agent' ? agents : dealers;
    };
    if (weights === null) return own();
    const key = [run, kind, ...rankedMetrics.map((metric) => weights[metric])].join(' ');
    return this.weighted.get(key, () =>
      this.desk.make<ReweighRequest, Board>('reweigh-thread', async () => ({ board: await own(), weights })),
    );
  }

  async boardAnswer(request: BoardRequest, format: 'json' | 'csv'): Promise<BoardAnswer> {
    const written = async (): Promise<BoardAnswer> => {
      const board = await this.board(request);
      return answerOf(format === 'csv' ? csvOf(boardTable(board)) : JSON.stringify(board));
    };
    return request.weights
      ? written()
      : this.answers.get(`${request.run} ${request.kind}.${format}`, written);
  }

  /** Anything that is derived from the boards of a run, by the name of its form. */
  async answer(run: string, form: string, make: (boards: RunBoards) => string): Promise<string> {
    const made = this.answers.get(`${run} ${form}`, async () =>
      answerOf(make(await this.results.boards(run))),
    );
    return (await made).text;
  }

  private async findLatest(league: string): Promise<string> {
    const run = await this.database.read.findOne(RunEntity, {
      select: { id: true },
      where: { league, state: In(['finished', 'failed']) },
      order: { number: 'DESC' },
    });
    if (!run) throw new NoRunError(league);
    return run.id;
  }
}

/** Not remembered: the next run may be over soon. */
class NoRunError extends Error {}

function answerOf(text: string): BoardAnswer {
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}

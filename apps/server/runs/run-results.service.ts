import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { MatchReport, RoundRecord } from '#market/match/report.js';
import { receiptsFor, rootOf, type Fact, type Receipt } from '#results/receipts/receipts.js';
import { gunzipSync } from 'node:zlib';
import type { RunBoards } from '../../worker/run-boards.js';
import { ChainHolder } from '../chain/chain-holder.js';
import { Database } from '../database/database.js';
import { MatchEntity } from '../database/entities/match.entity.js';
import { MatchRecordEntity } from '../database/entities/match-record.entity.js';
import { RunEntity } from '../database/entities/run.entity.js';
import { anchorRun, type RunAnchorRecord } from '../chain/anchor-run.js';
import { RunBoardEntity } from '../database/entities/run-board.entity.js';
import type { BoardsRequest } from '../derive/boards-thread.js';
import { inThread } from '../derive/in-thread.js';
import { Logger } from '../operation/logger.js';
import { WallClock } from '../operation/wall-clock.js';
import { ProblemError } from '../problem/problem.js';
import { RunEvents } from './run-events.js';

/** Boards, receipts and raw data of runs, all derived from the stored matches. */
@Injectable()
export class RunResultsService {
  private readonly ending = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly events: RunEvents,
    private readonly logger: Logger,
  ) {}

  /** Ends a run whose matches have all ended: boards, anchor, state. Does nothing for any other. */
  finishIfOver(id: string): Promise<void> {
    const known = this.ending.get(id);
    if (known) return known;
    const work = this.finish(id).finally(() => this.ending.delete(id));
    this.ending.set(id, work);
    return work;
  }

  private async finish(id: string): Promise<void> {
    const run = await this.database.read.findOneByOrFail(RunEntity, { id });
    if (run.state !== 'running' && run.state !== 'queued') return;
    if (await this.database.read.existsBy(MatchEntity, { run: id, state: In(['queued', 'playing']) })) return;
    const request: BoardsRequest = { databaseFile: this.database.file, run: id };
    const boards = await inThread<BoardsRequest, RunBoards>('boards-thread', request);
    const failed = await this.database.read.countBy(MatchEntity, { run: id, state: 'failed' });
    const anchor = await this.anchored(run).catch((error: unknown) => {
      // The results stand without it; the receipt says that there is none.
      this.logger.error('run not anchored', { run: id, error });
      return null;
    });
    const state = failed === 0 ? 'finished' : 'failed';
    const error =
      failed === 0 ? null : `${failed} matches could not be played by the platform and are not scored`;
    await this.database.writeWhenWell(async (manager) => {
      await manager.upsert(RunBoardEntity, { run: id, boards }, ['run']);
      await manager.update(RunEntity, { id }, { state, error, anchor, finishedAt: this.clock.now() });
    });
    this.logger.info('run over', { run: id, state, failed });
    this.events.tell({ run: id, type: 'finished', state });
  }

  /** The boards of a run that is over. */
  async boards(run: string): Promise<RunBoards> {
    const row = await this.database.read.findOneBy(RunBoardEntity, { run });
    if (!row) throw new ProblemError(404, 'no-results', `run ${run} has no board yet`);
    return row.boards;
  }

  async report(match: string): Promise<MatchReport | null> {
    const row = await this.database.read.findOne(MatchRecordEntity, {
      select: { match: true, report: true },
      where: { match },
    });
    return row?.report ?? null;
  }

  async rounds(match: string): Promise<readonly RoundRecord[]> {
    const row = await this.database.read.findOne(MatchRecordEntity, {
      select: { match: true, rounds: true },
      where: { match },
    });
    if (!row) throw new ProblemError(404, 'not-played', `match ${match} has not been played`);
    return JSON.parse(gunzipSync(row.rounds).toString('utf8')) as RoundRecord[];
  }

  /** The proof that a match is part of what its run anchored. */
  async receipt(match: MatchEntity): Promise<{ receipt: Receipt; anchor: RunAnchorRecord }> {
    const run = await this.database.read.findOneByOrFail(RunEntity, { id: match.run });
    if (!run.anchor) throw new ProblemError(404, 'not-anchored', `run ${run.id} has not been anchored`);
    const receipt = receiptsFor(await this.matchFacts(run.id)).find(({ id }) => id === match.id);
    if (!receipt) throw new ProblemError(404, 'not-played', `match ${match.id} has no result`);
    return { receipt, anchor: run.anchor };
  }

  private async anchored({ id, plan }: RunEntity): Promise<RunAnchorRecord | null> {
    const facts = await this.matchFacts(id);
    if (facts.length === 0) return null;
    const roots = {
      matches: rootOf(facts),
      submissions: rootOf(plan.submissions.map(({ id, sha256 }) => ({ id, hash: sha256 }))),
    };
    const lease = await this.chain.source.lease();
    try {
      return await anchorRun(lease, { run: id, ...roots });
    } finally {
      await lease.release();
    }
  }

  private async matchFacts(run: string): Promise<Fact[]> {
    const rows = await this.database.read.find(MatchEntity, {
      select: { id: true, resultHash: true },
      where: { run, state: 'played' },
      order: { serial: 'ASC' },
    });
    return rows.map(({ id, resultHash }) => ({ id, hash: resultHash! }));
  }
}

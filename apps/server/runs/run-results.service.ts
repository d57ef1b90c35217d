import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { isTrial } from '#leagues/run/trials.js';
import { anchorRun, lookName, type RunAnchorRecord } from '#matches/ledger/anchor-run.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { MatchRecordEntity } from '#database/entities/match-record.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import type { BoardsAnswer } from '../derive/jobs/boards.js';
import { lookOfMatch } from '#database/stored/run-looks.js';
import type { ApiAnswer } from '#api/schemas.js';
import { brokenRounds } from '#database/stored/stored-rounds.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { Logger } from '#database/fleet/logger.js';
import { isRepeatable } from '#leagues/pairing/run-plan.js';
import { WallClock } from '#database/wall-clock.js';
import { notPlayed, notRepeatable, ProblemError } from '../problem/problem.js';
import { RunEvents } from './run-events.js';

const unzip = promisify(gunzip);

/** The boards are JSON already. */
const STORE_BOARDS = `INSERT INTO "run_board" ("run", "boards") VALUES (?1, ?2)
  ON CONFLICT ("run") DO UPDATE SET "boards" = excluded."boards"`;

const NOTHING = { boards: null, roots: null };

/** The ends of runs, and receipts and raw data of what was played, all derived from the stored matches. */
@Injectable()
export class RunResultsService {
  private readonly ending = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly events: RunEvents,
    private readonly logger: Logger,
    private readonly desk: ThreadDesk,
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
    const waits = { run: id, outcome: IsNull(), state: In(['queued', 'playing']) };
    if (await this.database.read.existsBy(MatchEntity, waits)) return;
    // Nobody is ranked by a trial, and nothing of it stays.
    const { boards, roots } = isTrial(id) ? NOTHING : await this.desk.make('boards', { run: id });
    const failed = await this.database.read.countBy(MatchEntity, { run: id, state: 'failed' });
    const state = failed === 0 ? 'finished' : 'failed';
    const error = failed === 0 ? null : await this.failure(id, failed);
    // What is anchored stays for good: a run that failed may be retried.
    const { looks } = run;
    const name = lookName(id, 1 + (looks?.length ?? 0));
    const anchoring = failed === 0 ? this.anchored(name, roots) : Promise.resolve(null);
    const anchor = await anchoring.catch((error: unknown) => {
      // The results stand without it; the receipt says that there is none.
      this.logger.error('run not anchored', { run: id, error });
      return null;
    });
    await this.database.writeWhenWell(async (manager) => {
      if (boards) await rowsOf(manager, STORE_BOARDS, [id, boards]);
      const anchored = looks ? { looks: [...looks.slice(0, -1), { ...looks.at(-1)!, anchor }] } : { anchor };
      await manager.update(RunEntity, { id }, { state, error, ...anchored, finishedAt: this.clock.now() });
    });
    this.logger.info('run over', { run: id, state, failed });
    this.events.tell({ run: id, type: 'finished', state });
  }

  private async failure(run: string, failed: number): Promise<string> {
    const select = { id: true, fault: true } as const;
    const first = await this.database.read.findOne(MatchEntity, {
      ...{ select, where: { run, state: 'failed' as const }, order: { serial: 'ASC' as const } },
    });
    const reason = first?.fault?.split('\n')[0] ?? 'no reason is known';
    return `${failed} matches could not be played by the platform and are not scored; the first: ${reason}`;
  }

  /** The rounds of a match as JSON. */
  async rounds(match: string): Promise<Buffer> {
    const select = { match: true, rounds: true } as const;
    const row = await this.database.read.findOne(MatchRecordEntity, { select, where: { match } });
    if (!row) throw notPlayed(match);
    return unzip(row.rounds).catch((error: unknown) => {
      throw brokenRounds(this.database.place, match, error);
    });
  }

  /** The proof that a match is part of what the look it came with anchored. */
  async receipt({ id, run, serial, teams }: MatchEntity): Promise<ApiAnswer<'MatchReceipt'>> {
    const row = await this.database.read.findOneByOrFail(RunEntity, { id: run });
    if (!isRepeatable(row.plan.submissions.filter((one) => teams.includes(one.id)))) throw notRepeatable(id);
    const { look, anchor, ...place } = lookOfMatch(row, serial);
    const anchoredAs = lookName(run, look);
    if (!anchor) throw new ProblemError(404, 'not-anchored', `run ${anchoredAs} has not been anchored`);
    const receipt = await this.desk.show('receipt', { run, look: place, match: id });
    if (!receipt) throw new ProblemError(404, 'not-played', `match ${id} has no result`);
    return { anchoredAs, receipt, anchor };
  }

  private async anchored(run: string, roots: BoardsAnswer['roots']): Promise<RunAnchorRecord | null> {
    if (!roots) return null;
    const lease = await this.chain.registry.lease();
    try {
      return await anchorRun(lease, { run, ...roots });
    } finally {
      await lease.release();
    }
  }
}

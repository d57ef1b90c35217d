import { cacheLimits } from '#api/limits/cache-limits.js';
import type { EntityManager } from 'typeorm';
import { storedRun } from '#database/stored/stored-run.js';
import { runBoards, type RunBoards } from '#matches/runs/run-boards.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunBoardEntity } from '#database/entities/run-board.entity.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { ProblemError } from '../problem/problem.js';
import { threadDatabase } from './thread-database.js';

const kept = new BoundedCache<RunBoards>(cacheLimits.boards);

/**
 * The boards of a run that is over; of one that was cancelled those of the blocks that were over. Throws a problem. For
 * threads: boards may be large.
 */
export async function storedBoards(run: string): Promise<RunBoards> {
  const read = await threadDatabase();
  const select = { id: true, finishedAt: true, state: true } as const;
  const { finishedAt = null, state } = (await read.findOne(RunEntity, { select, where: { id: run } })) ?? {};
  const none = new ProblemError(404, 'no-results', `run ${run} has no board yet`);
  if (finishedAt === null) throw none;
  // One that failed may be retried, or extended, and is over once more later.
  return kept.get(`${run} ${finishedAt}`, async () => {
    if (state === 'cancelled') return boardsOfCancelled(read, run);
    const row = await read.findOneBy(RunBoardEntity, { run });
    if (!row) throw none;
    return row.boards;
  });
}

/** Made when they are asked for: whoever cancels a run waits for nothing. */
async function boardsOfCancelled(read: EntityManager, id: string): Promise<RunBoards> {
  const { run, results } = await storedRun(read, id);
  if (results.scored.length === 0)
    throw new ProblemError(404, 'no-results', `run ${id} was cancelled before a block of it was over`);
  return runBoards(run.definition, run.plan, results);
}

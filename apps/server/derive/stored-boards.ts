import type { RunBoards } from '#matches/runs/run-boards.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunBoardEntity } from '#database/entities/run-board.entity.js';
import { BoundedCache } from '../operation/bounded-cache.js';
import { ProblemError } from '../problem/problem.js';
import { threadDatabase } from './thread-database.js';

const KEPT = 5;
const kept = new BoundedCache<RunBoards>(KEPT);

/** The boards of a run that is over. Throws a problem. For threads: boards may be large. */
export async function storedBoards(run: string): Promise<RunBoards> {
  const read = await threadDatabase();
  const select = { id: true, finishedAt: true } as const;
  const finishedAt = (await read.findOne(RunEntity, { select, where: { id: run } }))?.finishedAt ?? null;
  const none = new ProblemError(404, 'no-results', `run ${run} has no board yet`);
  if (finishedAt === null) throw none;
  // One that failed may be retried, and is over once more later.
  return kept.get(`${run} ${finishedAt}`, async () => {
    const row = await read.findOneBy(RunBoardEntity, { run });
    if (!row) throw none;
    return row.boards;
  });
}

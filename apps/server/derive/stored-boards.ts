import type { RunBoards } from '#matches/runs/run-boards.js';
import { RunBoardEntity } from '#database/entities/run-board.entity.js';
import { BoundedCache } from '../operation/bounded-cache.js';
import { ProblemError } from '../problem/problem.js';
import { threadDatabase } from './thread-database.js';

const KEPT = 5;
const kept = new BoundedCache<RunBoards>(KEPT);

/** The boards of a run that is over. Throws a problem. For threads: boards may be large. */
export function storedBoards(run: string): Promise<RunBoards> {
  return kept.get(run, async () => {
    const read = await threadDatabase();
    const row = await read.findOneBy(RunBoardEntity, { run });
    if (!row) throw new ProblemError(404, 'no-results', `run ${run} has no board yet`);
    return row.boards;
  });
}

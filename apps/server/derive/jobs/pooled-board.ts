import { cacheLimits } from '#api/limits/cache-limits.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { runLooks, type RunLook } from '#database/stored/run-looks.js';
import { storedReports } from '#database/stored/stored-run.js';
import { pooledBoards, type PooledLook } from '#matches/runs/pool-runs.js';
import type { RunBoards } from '#matches/runs/run-boards.js';
import type { Weights } from '#results/standings/board.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { boardAsText, type BoardTextRequest } from './board-text.js';
import type { PooledRun } from './pooled-runs.js';
import type { SentText } from '../sent-text.js';
import { threadDatabase } from '../thread-database.js';

export interface PooledBoardRequest extends Pick<BoardTextRequest, 'kind' | 'format'> {
  /** of one version of a league */
  readonly runs: readonly PooledRun[];
  readonly weights: Weights | null;
}

const kept = new BoundedCache<RunBoards>(cacheLimits.pooledBoards);

/** A board of all finished runs of a league that were played alike. */
export default async function pooledBoard({ runs, ...request }: PooledBoardRequest): Promise<SentText> {
  const boards = await kept.get(JSON.stringify(runs), () => poolOf(runs));
  return boardAsText(boards, request);
}

async function poolOf(runs: readonly PooledRun[]): Promise<RunBoards> {
  const read = await threadDatabase();
  const parts: (PooledLook & Pick<RunLook, 'createdAt'>)[] = [];
  for (const { run: id, looks: finished } of runs) {
    // One that has begun since is not over.
    const looks = runLooks(await read.findOneByOrFail(RunEntity, { id })).slice(0, finished);
    const { run, results } = await storedReports(read, id);
    for (const [i, { blocks: lastBlock, createdAt }] of looks.entries()) {
      const firstBlock = (looks[i - 1]?.blocks ?? 0) + 1;
      parts.push({ run: id, plan: run.plan, results, firstBlock, lastBlock, createdAt });
    }
  }
  // One run of a league is on at a time, so looks were taken in the order in which they were asked for.
  parts.sort((a, b) => a.createdAt - b.createdAt);
  const { definition } = await read.findOneByOrFail(RunEntity, { id: runs[0]!.run });
  return pooledBoards(
    definition,
    runs.map(({ run }) => run),
    parts,
  );
}

import type { MatchTask } from '#leagues/run/match-task.js';
import type { MatchComparison, StoredMatch } from '../../worker/compare-match.js';
import type { WorkerProcess } from '../../worker/worker-process.js';
import { ProblemError } from '../problem/problem.js';

export interface ReplayOrder {
  readonly task: MatchTask;
  readonly stored: StoredMatch;
}

const RETRY_SECONDS = 60;

/**
 * Plays one replay. `ended` frees the player at once, and so does a silence of `silenceSeconds`.
 * Throws a problem when there is no comparison.
 */
export async function playReplay(
  player: WorkerProcess,
  { task, stored }: ReplayOrder,
  silenceSeconds: number,
  ended: AbortSignal,
): Promise<MatchComparison> {
  const interrupt = (): void => void player.interrupt();
  let silence: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(silence);
    silence = setTimeout(interrupt, silenceSeconds * 1000);
  };
  alive();
  ended.addEventListener('abort', interrupt);
  try {
    if (ended.aborted) throw failed();
    const outcome = await player.compare(task, stored, alive);
    if (outcome.status === 'compared') return outcome.comparison;
    // Its process must be gone before another one is started.
    await player.close();
    throw failed();
  } finally {
    clearTimeout(silence);
    ended.removeEventListener('abort', interrupt);
  }
}

function failed(): ProblemError {
  const detail = 'the platform could not replay the match; try again';
  return new ProblemError(503, 'replay-failed', detail, undefined, RETRY_SECONDS);
}

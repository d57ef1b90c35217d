import { GridLeagueError } from '#market/errors.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import type { StoredMatch } from '../verify/differences/compare-match.js';
import type { ReplayedMatch, ReplayPurpose } from './protocol.js';
import type { WorkerProcess } from './worker-process.js';

export interface ReplayOrder {
  readonly task: MatchTask;
  readonly stored: StoredMatch;
  readonly wanted: ReplayPurpose;
}

/** A match could not be replayed, or nobody waits for it any more. */
class ReplayError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'replay-failed';
}

/**
 * Plays one replay. `ended` frees the player at once, and so does a silence of `silenceSeconds`.
 * Throws `ReplayError` when there is no comparison.
 */
export async function playReplay(
  player: WorkerProcess,
  { task, stored, wanted }: ReplayOrder,
  silenceSeconds: number,
  ended: AbortSignal,
): Promise<ReplayedMatch> {
  const interrupt = (): void => void player.interrupt();
  let silence: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(silence);
    silence = setTimeout(interrupt, silenceSeconds * 1000);
  };
  alive();
  ended.addEventListener('abort', interrupt);
  try {
    if (ended.aborted) throw new ReplayError('ended');
    const outcome = await player.compare(task, stored, wanted, alive);
    if (outcome.status === 'played') return outcome.result;
    // Its process must be gone before another one is started.
    await player.close();
    throw new ReplayError(outcome.status === 'fault' ? outcome.reason : 'ended or silent');
  } finally {
    clearTimeout(silence);
    ended.removeEventListener('abort', interrupt);
  }
}

import { patience } from '#market/test/patience.js';

/** Seconds of processor time in one go: others take little of it, so a busy machine does not excuse much. */
export const LOOP_LIMIT = 0.05 * Math.min(patience, 4);

/** The longest that a server's loop was busy since this was asked last, in seconds of its own processor time. */
export async function secondsBusy(
  get: (path: string) => Promise<{ readonly text: string }>,
): Promise<number> {
  const { text } = await get('/api/metrics');
  return Number(/^gridleague_event_loop_busy_seconds (\S+)$/m.exec(text)![1]);
}

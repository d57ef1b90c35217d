import type { MatchRecord } from '#market/match/report/report.js';
import type { PlayTask } from './mechanisms/mechanism.port.js';
import { roomOf } from './mechanisms/mechanisms.js';

export type { PlayTask } from './mechanisms/mechanism.port.js';

/** Plays by the mechanism of the market. Throws `InputError`, and faults of the platform. */
export function playTask(task: PlayTask): Promise<MatchRecord> {
  return roomOf(task.drawn).play(task);
}

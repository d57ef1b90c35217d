import type { Limit } from './limit.js';

export interface LaneOptions {
  /** that a job may take; then it is given up, and its thread with it */
  readonly seconds: number;
  /** a busy machine lets a job take so many times as long (default `LANE_PATIENCE`) */
  readonly patience?: number;
  /** jobs that may wait; Infinity: those of the server itself */
  readonly mostWaiting: number;
  /** of these, of one caller */
  readonly mostOfOne?: number;
  /** of the thread's heap that may be in use */
  readonly megabytes: number;
  /** MB of its heap besides, for garbage, and for whoever looks too late (default `LANE_SPARE`) */
  readonly spare?: number;
}

/** A busy machine lets a job take so many times as long, where its lane does not say. */
export const LANE_PATIENCE = 10;
/**
 * MB that V8 may take beyond what a job may need. It ends the whole process where a single allocation finds no room in a thread
 * that has reached its limit: jobs must be ended before.
 */
export const LANE_SPARE = 512;

const HOUR = 3600;

/** The threads in which the server works for requests: what one job may take, and how many may wait for it. */
export const laneLimits: Readonly<Record<LaneName, LaneOptions>> = {
  reading: { seconds: 10, mostWaiting: 20, mostOfOne: 3, megabytes: 256 },
  showing: { seconds: 30, mostWaiting: 100, mostOfOne: 25, megabytes: 1024 },
  weighing: { seconds: 60, mostWaiting: 20, mostOfOne: 5, megabytes: 1024 },
  planning: { seconds: 300, mostWaiting: 20, megabytes: 1024 },
  trying: { seconds: 60, patience: 2, mostWaiting: 20, mostOfOne: 2, megabytes: 1024 },
  proving: { seconds: 300, mostWaiting: 20, mostOfOne: 10, megabytes: 1024 },
  training: { seconds: 300, mostWaiting: 100, megabytes: 1024 },
  exporting: { seconds: HOUR, mostWaiting: 20, mostOfOne: 10, megabytes: 4096 },
  'backing-up': { seconds: HOUR, mostWaiting: 2, megabytes: 4096 },
  ending: { seconds: HOUR, mostWaiting: Infinity, megabytes: 4096 },
};
export type LaneName =
  | 'reading'
  | 'showing'
  | 'weighing'
  | 'planning'
  | 'trying'
  | 'proving'
  | 'training'
  | 'exporting'
  | 'backing-up'
  | 'ending';

/** What requests ask for; `ending` is the server's own. */
const WORK: Readonly<Record<Exclude<LaneName, 'ending'>, string>> = {
  reading: 'reading a league file',
  showing: 'pages, reports, boards',
  weighing: 'boards with a reader’s own weights',
  planning: 'planning a run, checking a league',
  trying: 'scenarios of teams’ own',
  proving: 'receipts',
  training: 'scenarios to train on, each once',
  exporting: 'exports',
  'backing-up': 'backups',
};

export function laneRows(): Limit[] {
  return (Object.keys(WORK) as (keyof typeof WORK)[]).flatMap((lane): Limit[] => {
    const {
      seconds,
      patience = LANE_PATIENCE,
      mostWaiting,
      mostOfOne,
      megabytes,
      spare = LANE_SPARE,
    } = laneLimits[lane];
    const whereBusy = `up to ${patience} times as long where the machine is busy`;
    const late = lane === 'reading' ? '400' : '503';
    const tooLarge = { reading: '400', trying: '413' }[lane as string] ?? '500';
    const work = WORK[lane];
    return [
      { value: seconds, words: [work, 's', 'job', late, whereBusy] },
      { value: megabytes, words: [`${work}: memory`, 'MB', 'job', tooLarge, `and ${spare} MB for garbage`] },
      { value: mostWaiting, words: [`${work}: that wait`, 'jobs', 'server', '503'] },
      ...(mostOfOne === undefined
        ? []
        : [
            {
              value: mostOfOne,
              words: [`${work}: at once`, 'jobs', lane === 'trying' ? 'team' : 'address', '429'] as const,
            },
          ]),
    ];
  });
}

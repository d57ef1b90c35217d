import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { DeskJobs } from './desk-jobs.js';
import { currentCaller } from '../operation/take-turns.js';
import { Lane } from './lane.js';

const HOUR = 3600;

/** Each is one thread and a queue with an end. */
function lanes() {
  return {
    reading: new Lane({ seconds: 10, mostWaiting: 20, mostOfOne: 3, megabytes: 256 }),
    showing: new Lane({ seconds: 30, mostWaiting: 100, mostOfOne: 25, megabytes: 1024 }),
    weighing: new Lane({ seconds: 60, mostWaiting: 20, mostOfOne: 5, megabytes: 1024 }),
    planning: new Lane({ seconds: 300, mostWaiting: 20, megabytes: 1024 }),
    proving: new Lane({ seconds: 300, mostWaiting: 20, megabytes: 1024 }),
    exporting: new Lane({ seconds: HOUR, mostWaiting: 20, megabytes: 4096 }),
    ending: new Lane({ seconds: HOUR, mostWaiting: Infinity, megabytes: 4096 }),
  };
}
type LaneName = keyof ReturnType<typeof lanes>;

/** Which lane does what: what is soon done never waits for what takes long. */
const LANE_OF: Readonly<Record<keyof DeskJobs, LaneName>> = {
  'read-league': 'reading',
  'match-page': 'showing',
  'match-report': 'showing',
  'round-table': 'showing',
  receipt: 'proving',
  'board-text': 'showing',
  'league-results': 'showing',
  'dealer-effects': 'showing',
  scenarios: 'showing',
  'check-league': 'planning',
  'lay-out-run': 'planning',
  convergence: 'exporting',
  'paper-pack': 'exporting',
  bundle: 'exporting',
  backup: 'exporting',
  boards: 'ending',
};

/**
 * Does what takes its time, or may be made to, in threads: nothing that a request asks for holds up the
 * others.
 */
@Injectable()
export class ThreadDesk implements OnModuleDestroy {
  private readonly lanes = lanes();

  /** `caller`: whose share it counts in. Throws a problem when too many wait, `SlowJobError`, and whatever the job throws. */
  async make<Job extends keyof DeskJobs>(
    job: Job,
    request: DeskJobs[Job]['request'],
    lane: LaneName = LANE_OF[job],
    caller = currentCaller(),
  ): Promise<DeskJobs[Job]['answer']> {
    return (await this.lanes[lane].do({ job, request }, caller)) as DeskJobs[Job]['answer'];
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Object.values(this.lanes).map((lane) => lane.close()));
  }
}

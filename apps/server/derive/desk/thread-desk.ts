import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '#database/database.js';
import type { DeskJobs } from './desk-jobs.js';
import { laneLimits, type LaneName } from '#api/limits/lane-limits.js';
import { currentCaller, currentReader } from '../../operation/take-turns.js';
import { Lane } from './lane.js';

/** Which lane does what: what is soon done never waits for what takes long. */
const LANE_OF: Readonly<Record<keyof DeskJobs, LaneName>> = {
  'read-league': 'reading',
  'read-season': 'reading',
  'check-season': 'planning',
  'season-standings': 'ending',
  'match-page': 'showing',
  'replay-page': 'showing',
  'plugin-page': 'showing',
  'match-report': 'showing',
  'plugin-console': 'showing',
  'plugin-failures': 'showing',
  'round-table': 'showing',
  receipt: 'proving',
  'board-text': 'showing',
  'league-results': 'showing',
  'dealer-effects': 'showing',
  'dealers-page': 'showing',
  scenarios: 'showing',
  'held-back': 'showing',
  'league-trials': 'training',
  'scenario-size': 'training',
  'scenario-details': 'training',
  'training-package': 'training',
  'foresee-run': 'planning',
  'read-scenario': 'planning',
  'check-league': 'planning',
  'lay-out-run': 'planning',
  'lay-out-trial': 'showing',
  'extend-run': 'planning',
  'pooled-runs': 'showing',
  'pooled-board': 'exporting',
  convergence: 'exporting',
  'paper-pack': 'exporting',
  bundle: 'exporting',
  // No reader may keep an administrator from it.
  backup: 'backing-up',
  boards: 'ending',
};

/** For whom a job is done. */
export interface JobFor {
  readonly lane?: LaneName;
  /** whose share it counts in; default: whose request is being served */
  readonly caller?: string | undefined;
  /** all who wait for it have left: it is dropped if it has not begun; default: it is done in any case */
  readonly gone?: AbortSignal | undefined;
}

/**
 * Does what takes its time, or may be made to, in threads: nothing that a request asks for holds up the
 * others.
 */
@Injectable()
export class ThreadDesk implements OnModuleDestroy {
  /** Each is one thread and a queue with an end. */
  private readonly lanes: Readonly<Record<LaneName, Lane>>;

  constructor({ address }: Database) {
    const lanes = Object.entries(laneLimits).map(([name, limits]) => [name, new Lane(limits, address)]);
    this.lanes = Object.fromEntries(lanes) as Record<LaneName, Lane>;
  }

  /** Throws a problem when too many wait, or all who did have left, `SlowJobError`, and whatever the job throws. */
  async make<Job extends keyof DeskJobs>(
    job: Job,
    request: Parameters<DeskJobs[Job]>[0],
    { lane = LANE_OF[job], caller = currentCaller(), gone }: JobFor = {},
  ): Promise<Awaited<ReturnType<DeskJobs[Job]>>> {
    return (await this.lanes[lane].do({ job, request }, caller, gone)) as Awaited<ReturnType<DeskJobs[Job]>>;
  }

  /** What is made for the reader of this request alone. */
  show<Job extends keyof DeskJobs>(
    job: Job,
    request: Parameters<DeskJobs[Job]>[0],
  ): Promise<Awaited<ReturnType<DeskJobs[Job]>>> {
    return this.make(job, request, { gone: currentReader() });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Object.values(this.lanes).map((lane) => lane.close()));
  }
}

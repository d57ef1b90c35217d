import type { EntityManager } from 'typeorm';

/** What must be told within a write that puts matches into the queue, or takes them out. */
export abstract class MatchJobs {
  /** Matches that wait from now on, by id, at their place in the queue (`placeInQueue`). */
  abstract add(manager: EntityManager, matches: readonly string[], place: number): Promise<void>;
  /** Those that need not be played any more. */
  abstract cancel(manager: EntityManager, matches: readonly string[]): Promise<void>;
}

/** Of a queue that looks at the matches themselves. */
export class NoJobs implements MatchJobs {
  add(): Promise<void> {
    return Promise.resolve();
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }
}

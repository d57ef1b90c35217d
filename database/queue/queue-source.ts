import type { MatchQueue } from '#leagues/run/match-queue.port.js';
import type { Database } from '../database.js';
import type { WallClock } from '../wall-clock.js';
import { NoJobs, type MatchJobs } from './match-jobs.js';
import type { MatchMaterial } from './match-material.js';
import type { QueueListener } from './queue-listener.js';
import { SqlMatchQueue } from './sql-match-queue.js';

/** A queue that outlives its process. */
export interface LastingQueue extends MatchQueue {
  /** Takes back what nobody alive has: at a start, before anything is claimed. Returns how many matches. */
  recover(): Promise<number>;
}

/** Where the matches of a deployment wait. */
export abstract class QueueSource {
  abstract readonly jobs: MatchJobs;
  /** s; signs of life must come more often */
  abstract readonly heartbeatSeconds: number;
  abstract queue(material: MatchMaterial, listener: QueueListener): LastingQueue;
  /** What the leader does for all, from now on: matches that nobody stands for are taken in, and those of the dead taken back. */
  abstract lead(): Promise<void>;
  abstract close(): Promise<void>;
}

/** A lease outlives the silence after which its player is interrupted. */
const LEASE_FACTOR = 3;

/** In the tables of a process that is alone. */
export class SqlQueueSource implements QueueSource {
  readonly jobs = new NoJobs();
  readonly heartbeatSeconds: number;

  constructor(
    private readonly database: Database,
    private readonly clock: WallClock,
    silenceSeconds: number,
  ) {
    this.heartbeatSeconds = silenceSeconds * LEASE_FACTOR;
  }

  queue(material: MatchMaterial, listener: QueueListener): LastingQueue {
    const { database, clock, heartbeatSeconds } = this;
    return new SqlMatchQueue({ database, material, clock, listener }, heartbeatSeconds * 1000);
  }

  lead(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

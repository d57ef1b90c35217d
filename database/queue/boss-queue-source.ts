import type { Database } from '../database.js';
import { storageErrorOf } from '../files/storage-error.js';
import type { WallClock } from '../wall-clock.js';
import { BossJobs, LOOK_SECONDS } from './boss-jobs.js';
import { adoptOrphans, BossMatchQueue } from './boss-match-queue.js';
import type { MatchMaterial } from './match-material.js';
import type { QueueListener } from './queue-listener.js';
import type { LastingQueue, QueueSource } from './queue-source.js';

/** Where it tells its operator. */
export interface QueueLog {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}

export interface BossOptions {
  readonly database: Database;
  readonly clock: WallClock;
  readonly logger: QueueLog;
  /** of leases: nobody else has it at the same time */
  readonly holder: string;
  readonly silenceSeconds: number;
  /** in which nothing is taken back: after a start, and after the database was away */
  readonly graceSeconds: number;
}

/** s; of a heart that is not heard */
const LEAST_HEARTBEAT = 10;
const MOST_HEARTBEAT = 30;

/** At one PostgreSQL, for all servers and workers. */
export class BossQueueSource implements QueueSource {
  private looking: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private notBefore = 0;
  private made: BossMatchQueue | undefined;

  private constructor(
    private readonly options: BossOptions,
    readonly jobs: BossJobs,
  ) {}

  static async open(options: BossOptions): Promise<BossQueueSource> {
    const { database, silenceSeconds, logger } = options;
    const heartbeatSeconds = Math.min(MOST_HEARTBEAT, Math.max(LEAST_HEARTBEAT, silenceSeconds));
    const onError = (error: unknown): void =>
      void (storageErrorOf(error) ?? logger.error('queue failed', { error }));
    return new BossQueueSource(options, await BossJobs.open(database, { heartbeatSeconds, onError }));
  }

  get heartbeatSeconds(): number {
    return this.jobs.heartbeatSeconds;
  }

  queue(material: MatchMaterial, listener: QueueListener): LastingQueue {
    const { database, clock, holder } = this.options;
    return (this.made = new BossMatchQueue({ database, material, clock, listener }, this.jobs, holder));
  }

  async lead(): Promise<void> {
    const { database, logger } = this.options;
    const adopted = await adoptOrphans(database, this.jobs);
    if (adopted > 0) logger.info('matches taken in', { matches: adopted });
    this.wait();
    this.looking = setInterval(() => {
      this.work = this.work.then(() => this.look());
    }, LOOK_SECONDS * 1000);
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    await this.work;
    await this.jobs.close();
  }

  /** Whoever could not be heard is heard first. */
  private wait(): void {
    this.notBefore = performance.now() + this.options.graceSeconds * 1000;
  }

  private async look(): Promise<void> {
    const { database, logger } = this.options;
    if (database.storage.trouble) return this.wait();
    if (performance.now() < this.notBefore) return;
    const takingBack = this.jobs.supervise().then(() => this.made?.takeBackLost());
    await takingBack.catch((error: unknown) => {
      if (storageErrorOf(error)) this.wait();
      else logger.error('matches of the dead not taken back', { error });
    });
  }
}

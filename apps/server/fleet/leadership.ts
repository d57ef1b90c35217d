import type { Database } from '#database/database.js';
import { storageErrorOf } from '#database/files/storage-error.js';
import type { Logger } from '#database/fleet/logger.js';

const LOOK_MILLISECONDS = 2000;

/** Of several servers at one database one leads: it schedules runs, checks submissions and ends runs. When it dies another does. */
export class Leadership {
  private looking: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private readonly failure = Promise.withResolvers<never>();

  /** `take`: what a leader does; the rest of the server is there already */
  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly take: () => Promise<void>,
  ) {
    this.failure.promise.catch(() => undefined);
  }

  /** Rejects where this server was to lead and could not: it must end, so that another one may. */
  get failed(): Promise<never> {
    return this.failure.promise;
  }

  /** Leads where it may, at once or later. */
  async begin(): Promise<void> {
    if (this.database.leads) return this.take();
    this.logger.info('another server leads');
    this.looking = setInterval(() => {
      this.work = this.work.then(() => this.look());
    }, LOOK_MILLISECONDS);
  }

  async stop(): Promise<void> {
    clearInterval(this.looking);
    await this.work;
  }

  private async look(): Promise<void> {
    if (this.database.leads) return;
    try {
      if (!(await this.database.lead())) return;
    } catch (error) {
      if (!storageErrorOf(error)) this.logger.error('leadership not looked at', { error });
      return;
    }
    clearInterval(this.looking);
    this.logger.warn('this server leads now', { meaning: 'the one that led is gone' });
    await this.take().catch(this.failure.reject);
  }
}

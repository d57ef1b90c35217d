import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { Database } from '#database/database.js';
import { SeasonEntity } from '#database/entities/season.entity.js';
import { storageErrorOf } from '#database/files/storage-error.js';
import { Logger } from '#database/fleet/logger.js';
import { problemOf } from '../requests/problem.filter.js';
import { SeasonCourse } from './season-course.js';
import { SeasonsService } from './seasons.service.js';

/** Between two looks whether a date has come. */
const LOOK_MILLISECONDS = 5000;

/** Has seasons take their steps when these are due, also those that were missed while the server was down. */
@Injectable()
export class SeasonScheduler {
  private looking: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly seasons: SeasonsService,
    private readonly course: SeasonCourse,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.looking = setInterval(() => void this.look(), LOOK_MILLISECONDS);
    void this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.looking);
    await this.last;
  }

  /** Every season as far as it goes now, one look after the other. Never rejects. */
  look(): Promise<void> {
    this.last = this.last
      .then(() => this.advanceAll())
      .catch((error: unknown) => {
        if (!storageErrorOf(error)) this.logger.error('seasons not looked at', { error });
      });
    return this.last;
  }

  private async advanceAll(): Promise<void> {
    // While the disk takes nothing there is no step to be taken.
    if (this.database.storage.trouble) return;
    const state = Not(In(['finished', 'cancelled']));
    const open = await this.database.read.find(SeasonEntity, { select: { id: true }, where: { state } });
    for (const { id } of open) await this.advance(id);
  }

  private async advance(id: string): Promise<void> {
    try {
      for (;;) {
        const season = await this.seasons.get(id);
        if (!(await this.course.step(season))) return;
        const { state, waits } = await this.seasons.get(id);
        this.logger.info('season goes on', { season: id, state, waits });
      }
    } catch (error) {
      if (storageErrorOf(error)) throw error;
      await this.tell(id, error);
    }
  }

  /** For everybody to see, until it goes on. */
  private async tell(id: string, error: unknown): Promise<void> {
    const { status, detail: waits } = problemOf(error);
    const season = await this.seasons.get(id);
    if (season.waits === waits || season.state === 'cancelled' || season.state === 'finished') return;
    if (status < 500) this.logger.warn('season waits', { season: id, reason: waits });
    else this.logger.error('season waits', { season: id, error });
    await this.seasons.update(id, { waits });
  }
}

import { Injectable } from '@nestjs/common';
import { TimeLeft } from '#matches/runs/time-left.js';
import { ServerSettings } from '../config/server-settings.js';
import { WallClock } from '#database/wall-clock.js';
import { RunEvents } from './run-events.js';

/** How long runs that are on still take, by the matches that have ended, wherever they were played, since this server began. */
@Injectable()
export class RunPaces {
  private readonly runs = new Map<string, TimeLeft>();

  constructor(
    events: RunEvents,
    clock: WallClock,
    private readonly settings: ServerSettings,
  ) {
    events.all().subscribe(({ type, run }) => {
      if (type === 'match') this.of(run).jobOver(clock.now() / 1000);
      // What is played of it later is measured anew.
      if (type === 'finished') this.runs.delete(run);
    });
  }

  /** Of so many matches; null: too little has been measured. */
  secondsLeft(run: string, matches: number): number | null {
    const seconds = this.runs.get(run)?.of(matches) ?? null;
    return seconds === null ? null : Math.round(seconds);
  }

  private of(run: string): TimeLeft {
    const known = this.runs.get(run) ?? new TimeLeft(Math.max(1, this.settings.config.workers));
    this.runs.set(run, known);
    return known;
  }
}

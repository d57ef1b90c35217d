import { systemClock } from '#matches/play/system-clock.js';
import type { Clock } from '#market/clock.js';

/**
 * Time as usual, and beside it the processor time this process has used: on a machine that others
 * use as well, only the latter can be compared between runs.
 */
export class MeteredClock implements Clock {
  private readonly readings: number[] = [];

  now(): number {
    const { user, system } = process.cpuUsage();
    this.readings.push((user + system) / 1e6);
    return systemClock.now();
  }

  /** Processor seconds between the first and the last reading. */
  get processorSeconds(): number {
    return (this.readings.at(-1) ?? 0) - (this.readings[0] ?? 0);
  }
}

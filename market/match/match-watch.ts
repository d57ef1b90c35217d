import type { Clock } from '../clock.js';

/** The last bound on a match, by the clock: whatever was not counted. What it ends depends on the machine. */
export class MatchWatch {
  private end: number;

  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
  ) {
    this.end = clock.now() + seconds;
  }

  isOver(): boolean {
    return this.clock.now() > this.end;
  }

  /** From now on the same time again. */
  again(): void {
    this.end = this.clock.now() + this.seconds;
  }
}

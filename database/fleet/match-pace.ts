const WINDOW_MILLISECONDS = 300_000;
/** What ends with the start has not ended within no time. */
const LEAST_MILLISECONDS = 1000;
const PARTS = 100;

/** How many matches end in a minute, over the last five, or since the start where that was later. */
export class MatchPace {
  private ends: number[] = [];

  /** `start`: ms since 1970, as all times here */
  constructor(private readonly start: number) {}

  ended(now: number): void {
    this.forget(now);
    this.ends.push(now);
  }

  /** To a hundredth. */
  perMinute(now: number): number {
    this.forget(now);
    const time = Math.min(WINDOW_MILLISECONDS, Math.max(LEAST_MILLISECONDS, now - this.start));
    return Math.round((PARTS * this.ends.length * 60_000) / time) / PARTS;
  }

  private forget(now: number): void {
    this.ends = this.ends.filter((end) => now - end < WINDOW_MILLISECONDS);
  }
}

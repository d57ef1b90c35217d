const WINDOW_MILLISECONDS = 300_000;

/** How many matches end in a minute, over the last five. */
export class MatchPace {
  private ends: number[] = [];

  /** `now`: ms since 1970 */
  ended(now: number): void {
    this.forget(now);
    this.ends.push(now);
  }

  perMinute(now: number): number {
    this.forget(now);
    return (this.ends.length / WINDOW_MILLISECONDS) * 60_000;
  }

  private forget(now: number): void {
    this.ends = this.ends.filter((end) => now - end < WINDOW_MILLISECONDS);
  }
}

/**
 * How long the rest of many equal jobs takes that so many players do side by side. The first job of each player is not counted:
 * processes start and code is cold in it. Measured is the later half of all ends, so the estimate follows what jobs take now.
 */
export class TimeLeft {
  /** seconds, one for each job that is over */
  private readonly ends: number[] = [];

  constructor(private readonly players: number) {}

  /** A job is over at the time `now`, in seconds. */
  jobOver(now: number): void {
    this.ends.push(now);
  }

  /** Seconds that so many jobs will take; null: too little has been measured. */
  of(jobs: number): number | null {
    const { ends, players } = this;
    const from = Math.max(players, Math.floor(ends.length / 2));
    if (ends.length < 2 * players || from >= ends.length) return null;
    return ((ends.at(-1)! - ends[from - 1]!) / (ends.length - from)) * jobs;
  }
}

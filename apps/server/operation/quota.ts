const MOST_KNOWN = 10_000;

/** How often somebody may have something within a time that moves on. Remembers `mostKnown` of them. */
export class Quota {
  private readonly taken = new Map<string, number[]>();

  constructor(
    private readonly most: number,
    private readonly milliseconds: number,
    private readonly mostKnown = MOST_KNOWN,
  ) {}

  /** Takes one. Returns 0, or in how many seconds there is one again. `now`: ms */
  take(who: string, now: number): number {
    const seconds = this.wait(who, now);
    if (seconds > 0) return seconds;
    const recent = [...this.recent(who, now), now];
    // Moved to the end: who was seen longest ago comes first.
    this.taken.delete(who);
    this.taken.set(who, recent);
    if (this.taken.size > this.mostKnown) this.taken.delete(this.taken.keys().next().value!);
    return 0;
  }

  /** Puts back one that was taken `then` (ms): it was not needed. */
  giveBack(who: string, then: number): void {
    const kept = this.taken.get(who) ?? [];
    const index = kept.lastIndexOf(then);
    if (index >= 0) this.taken.set(who, kept.toSpliced(index, 1));
  }

  /** In how many seconds there is one; 0: now. */
  wait(who: string, now: number): number {
    const recent = this.recent(who, now);
    return recent.length < this.most ? 0 : Math.ceil((recent[0]! + this.milliseconds - now) / 1000);
  }

  private recent(who: string, now: number): number[] {
    return (this.taken.get(who) ?? []).filter((then) => now - then < this.milliseconds);
  }
}

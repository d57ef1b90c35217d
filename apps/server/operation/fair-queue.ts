/** What waits, by who waits: they take turns, and each has one thing done at a time. */
export class FairQueue<T> {
  /** in the order of their turns */
  private readonly waiting = new Map<string, T[]>();
  private readonly served = new Set<string>();

  add(owner: string, thing: T): void {
    const things = this.waiting.get(owner);
    if (things) things.push(thing);
    else this.waiting.set(owner, [thing]);
  }

  /** The next thing; null: none that may begin now. Until `done` its owner has no other turn. */
  take(): { readonly owner: string; readonly thing: T } | null {
    for (const [owner, things] of this.waiting) {
      if (this.served.has(owner)) continue;
      const thing = things.shift()!;
      this.waiting.delete(owner);
      // Behind all who wait now.
      if (things.length > 0) this.waiting.set(owner, things);
      this.served.add(owner);
      return { owner, thing };
    }
    return null;
  }

  done(owner: string): void {
    this.served.delete(owner);
  }

  /** Takes out what nobody wants any more; false: it does not wait (any more). */
  drop(owner: string, thing: T): boolean {
    const things = this.waiting.get(owner);
    const place = things?.indexOf(thing) ?? -1;
    if (place < 0) return false;
    things!.splice(place, 1);
    if (things!.length === 0) this.waiting.delete(owner);
    return true;
  }
}

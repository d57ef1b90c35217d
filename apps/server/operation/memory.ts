/** What was made last, by key: each is made once, a failure is forgotten, and the oldest goes when it is full. */
export class Memory<T> {
  private readonly kept = new Map<string, Promise<T>>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known) return known;
    const made = make();
    this.kept.set(key, made);
    made.catch(() => this.forget(key, made));
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
    return made;
  }

  clear(): void {
    this.kept.clear();
  }

  private forget(key: string, made: Promise<T>): void {
    if (this.kept.get(key) === made) this.kept.delete(key);
  }
}

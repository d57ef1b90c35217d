import { JointWait, shareWait } from './joint-wait.js';

export interface CacheLimits<T> {
  readonly most: number;
  /** of all together, in the unit of `weightOf` */
  readonly mostWeight: number;
  readonly weightOf: (value: T) => number;
}

interface Kept<T> {
  readonly made: Promise<T>;
  readonly wait: JointWait;
  weight: number;
}

/** What was made last, by key: each is made once, a failure is forgotten, and the oldest goes when it is full. */
export class BoundedCache<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly limits: CacheLimits<T>;
  private weight = 0;

  constructor(limits: number | CacheLimits<T>) {
    this.limits =
      typeof limits === 'number' ? { most: limits, mostWeight: Infinity, weightOf: () => 0 } : limits;
  }

  /** What is being made, or has been. */
  known(key: string): Promise<T> | undefined {
    return this.kept.get(key)?.made;
  }

  /** `gone`: who asks has left; `make` is told when all who asked for it have, and may give up then. */
  get(key: string, make: (gone: AbortSignal) => Promise<T>, gone?: AbortSignal): Promise<T> {
    return shareWait(() => this.kept.get(key) ?? this.enter(key, make), gone);
  }

  private enter(key: string, make: (gone: AbortSignal) => Promise<T>): Kept<T> {
    const wait = new JointWait();
    const entry: Kept<T> = { made: make(wait.gone), wait, weight: 0 };
    this.kept.set(key, entry);
    entry.made.then(
      (value) => {
        if (this.kept.get(key) !== entry) return;
        entry.weight = this.limits.weightOf(value);
        this.weight += entry.weight;
        this.shrink();
      },
      () => this.kept.get(key) === entry && this.forget(key),
    );
    this.shrink();
    return entry;
  }

  /** What is about something that has changed. */
  forgetWhere(isStale: (key: string) => boolean): void {
    for (const key of [...this.kept.keys()]) if (isStale(key)) this.forget(key);
  }

  clear(): void {
    this.kept.clear();
    this.weight = 0;
  }

  private shrink(): void {
    const { most, mostWeight } = this.limits;
    while (this.kept.size > most || (this.weight > mostWeight && this.kept.size > 1))
      this.forget(this.kept.keys().next().value!);
  }

  private forget(key: string): void {
    this.weight -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}

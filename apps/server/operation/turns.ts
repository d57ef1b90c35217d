/** Begins something that waited. False: nobody waits for it any more, and the turn is the next one's. */
export type Begin = () => boolean;

/** Who asks whether the server is well does not wait for those who use it. */
type Line = 'probes' | 'others';

/** For so long those who arrive come first: the system hands new connections over one by one, the oldest first. */
const ARRIVALS_MILLISECONDS = 20;

/**
 * Begins one thing in a turn of the event loop: what many ask for at the same moment is not done in one go, but with
 * everything else that waits in between. Owners take turns, however much each of them asks for.
 */
export class Turns {
  /** by owner, in the order of their turns */
  private readonly waiting: Readonly<Record<Line, Map<string, Begin[]>>> = {
    probes: new Map(),
    others: new Map(),
  };
  private isDue = false;
  /** whose turn was last */
  private last: Line = 'others';
  private hasArrived = false;
  /** when it was looked first since the last turn, ms; null: not yet, what was begun may just have ended */
  private lookedFirst: number | null = null;

  /** `now`: ms */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Somebody new is there, and more may be: whoever is in a hurry must be seen before others are served. */
  arrived(): void {
    this.hasArrived = true;
  }

  add(owner: string, begin: Begin, line: Line = 'others'): void {
    const own = this.waiting[line].get(owner);
    if (own) own.push(begin);
    else this.waiting[line].set(owner, [begin]);
    this.goOn();
  }

  private goOn(): void {
    if (this.isDue || this.waiting.probes.size + this.waiting.others.size === 0) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      try {
        if (!this.mustLookAgain()) this.serveOne();
      } finally {
        this.goOn();
      }
    });
  }

  private mustLookAgain(): boolean {
    const { hasArrived } = this;
    this.hasArrived = false;
    this.lookedFirst ??= this.now();
    return hasArrived && this.now() - this.lookedFirst < ARRIVALS_MILLISECONDS;
  }

  private serveOne(): void {
    this.lookedFirst = null;
    const [first, second] = this.last === 'probes' ? OTHERS_FIRST : PROBES_FIRST;
    if (this.serve(first)) this.last = first;
    else if (this.serve(second)) this.last = second;
  }

  /** False: nobody waits in that line. */
  private serve(line: Line): boolean {
    const waiting = this.waiting[line];
    for (const [owner, own] of waiting) {
      const begin = own.shift()!;
      waiting.delete(owner);
      // Behind all who wait now.
      if (own.length > 0) waiting.set(owner, own);
      if (begin()) return true;
    }
    return false;
  }
}

const PROBES_FIRST = ['probes', 'others'] as const;
const OTHERS_FIRST = ['others', 'probes'] as const;

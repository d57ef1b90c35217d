import type { Clock } from '../clock.js';
import type { DealerDesk, Traders } from '../traders.port.js';

/**
 * The last bound on a match, by the clock: whatever was not counted of the market's own work. Waiting for plugins has a
 * limit of its own and does not count here. What it ends depends on the machine.
 */
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

  /** Stands still until the answer is there. */
  async during<T>(answer: () => Promise<T>): Promise<T> {
    const asked = this.clock.now();
    try {
      return await answer();
    } finally {
      this.end += this.clock.now() - asked;
    }
  }

  /** The same traders; the watch stands still while they think. */
  besideTraders(traders: Traders): Traders {
    return {
      create: (briefings) => this.during(() => traders.create(briefings)),
      bid: (calls) => this.during(() => traders.bid(calls)),
      settled: (calls) => this.during(() => traders.settled(calls)),
      close: () => this.during(() => traders.close()),
    };
  }

  besideDealer(desk: DealerDesk): DealerDesk {
    return {
      create: (briefing) => this.during(() => desk.create(briefing)),
      quote: (view) => this.during(() => desk.quote(view)),
      announce: (view, clearing) => this.during(() => desk.announce(view, clearing)),
      close: () => this.during(() => desk.close()),
    };
  }
}

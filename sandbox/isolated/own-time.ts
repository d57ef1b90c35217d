import type { Scheduling } from '../processes/scheduling.js';

/** Processor milliseconds over which the pace is taken. */
const REMEMBERED = 400;
const LONGEST_STRETCH = 60;

/**
 * The clock of one process: time that passes, without what the machine withheld from it. A process that computes is
 * as fast by it on a busy machine as on a quiet one; one that sleeps gains nothing.
 */
export class OwnTime {
  private seen = { ran: 0, withheld: 0 };
  private ran = 0;
  private withheld = 0;

  constructor(
    /** what the system says of the process now */
    private readonly scheduling: () => Scheduling,
    /** milliseconds of a clock that only goes forward */
    private readonly clock: () => number,
  ) {}

  /** Milliseconds; only differences mean something. */
  now(): number {
    return this.clock() - this.look().withheld;
  }

  /** How much longer than alone on the machine it has lately taken for what it does; at least 1. */
  get stretch(): number {
    this.look();
    return Math.min(LONGEST_STRETCH, this.ran > 0 ? 1 + this.withheld / this.ran : 1);
  }

  /** What the system said last: of a process that is gone it says nothing. */
  private look(): { readonly withheld: number } {
    const { ran, withheld } = this.scheduling();
    if (ran < this.seen.ran) return this.seen;
    this.ran += ran - this.seen.ran;
    this.withheld += withheld - this.seen.withheld;
    this.seen = { ran, withheld };
    if (this.ran > REMEMBERED) [this.ran, this.withheld] = [this.ran / 2, this.withheld / 2];
    return this.seen;
  }
}

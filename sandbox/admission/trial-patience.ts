import type { CallResult, DealerDesk, Traders } from '#market/traders.port.js';

/**
 * Adds up how long the calls of one run of the trial matches take. Once that is more than `most`
 * milliseconds no call is made any more: each fails at once, so the matches end.
 */
export class TrialPatience {
  private spent = 0;

  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  traders(traders: Traders): Traders {
    return {
      create: (briefings) => this.wait(briefings, () => traders.create(briefings)),
      bid: (calls) => this.wait(calls, () => traders.bid(calls)),
      settled: (calls) => this.wait(calls, () => traders.settled(calls)),
      close: () => traders.close(),
    };
  }

  dealer(desk: DealerDesk): DealerDesk {
    return {
      create: (briefing) => this.waitOnce(() => desk.create(briefing)),
      quote: (view) => this.waitOnce(() => desk.quote(view)),
      announce: (view, clearing) => this.waitOnce(() => desk.announce(view, clearing)),
      close: () => desk.close(),
    };
  }

  private async waitOnce<T>(call: () => Promise<CallResult<T>>): Promise<CallResult<T>> {
    const [result] = await this.wait([call], async () => [await call()]);
    return result!;
  }

  private async wait<T>(
    calls: readonly unknown[],
    work: () => Promise<readonly CallResult<T>[]>,
  ): Promise<readonly CallResult<T>[]> {
    if (this.spent > this.most)
      return calls.map(() => ({
        outcome: 'timed-out',
        reason: `all calls of the trial matches together took longer than ${this.most / 1000} s`,
      }));
    const begun = this.now();
    const results = await work();
    this.spent += this.now() - begun;
    return results;
  }
}

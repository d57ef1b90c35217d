/** What the pace of the market saw in one round. */
export interface RoundPulse {
  readonly call: boolean;
  readonly settled: boolean;
  readonly newOrders: number;
  readonly pricesMoved: boolean;
}

/** Successive calls in which nothing happened after which the market counts as stalled. */
const QUIET_CALLS = 5;

/**
 * When everybody is called to the current prices (market.md sections 5 and 7), and when it is
 * over. A round is quiet if nothing was settled, no order came in and no price moved. After as many
 * quiet rounds as it takes for nearly everyone to have had a turn the market calls; an answered
 * call with no reaction, repeated, means that nothing will move any more.
 */
export class CallRule {
  private quietRounds = 0;
  private quietCalls = 0;
  private readonly patience: number;

  constructor(participation: number) {
    this.patience = Math.ceil(1 / participation);
  }

  get callNext(): boolean {
    return this.quietRounds >= this.patience;
  }

  get stalled(): boolean {
    return this.quietCalls >= QUIET_CALLS;
  }

  observe(pulse: RoundPulse): void {
    const quiet = !pulse.settled && pulse.newOrders === 0 && !pulse.pricesMoved;
    this.quietRounds = quiet ? this.quietRounds + 1 : 0;
    if (!quiet) this.quietCalls = 0;
    else if (pulse.call) this.quietCalls++;
  }
}

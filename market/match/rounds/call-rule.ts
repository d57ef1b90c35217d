/** What the pace of the market saw in one round. */
export interface RoundPulse {
  readonly call: boolean;
  readonly settled: boolean;
  readonly newOrders: number;
  readonly pricesMoved: boolean;
}

/** Successive calls in which nothing happened after which the market counts as stalled. */
const QUIET_CALLS = 5;

/** Nothing was settled, no order came in and no price moved. */
export function isQuiet({ settled, newOrders, pricesMoved }: RoundPulse): boolean {
  return !settled && newOrders === 0 && !pricesMoved;
}

/** Rounds it takes for most seats to have had a turn. */
export function roundsToHearMost(participation: number): number {
  return Math.ceil(1 / participation);
}

/**
 * When everybody is called to the current prices (docs/market-rules.md, "When a match ends"), and when it is
 * over. After as many quiet rounds as it takes for most to have had a turn the market calls, or
 * when it seems to go in circles; an answered call with no reaction, repeated, means that nothing will move any more.
 */
export class CallRule {
  private quietRounds = 0;
  private quietCalls = 0;
  private requested = false;

  /** `patience`: rounds it takes for most seats to have had a turn */
  constructor(private readonly patience: number) {}

  get callNext(): boolean {
    return this.requested || this.quietRounds >= this.patience;
  }

  get stalled(): boolean {
    return this.quietCalls >= QUIET_CALLS;
  }

  /** The next round is a call, however lively this one was. */
  request(): void {
    this.requested = true;
  }

  observe(pulse: RoundPulse): void {
    this.requested = false;
    const quiet = isQuiet(pulse);
    this.quietRounds = quiet ? this.quietRounds + 1 : 0;
    if (!quiet) this.quietCalls = 0;
    else if (pulse.call) this.quietCalls++;
  }
}

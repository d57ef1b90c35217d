/** What bounds and moves the prices of a clock exchange; series are m long. */
export interface ClockRules {
  /** money per unit, low <= high: where whoever stands ready buys, and sells */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** excess, units, that counts as balance */
  readonly balance: number;
  /** of the band low..high: the first step, and the one from which on prices stand still */
  readonly firstStep: number;
  readonly lastStep: number;
}

/** Of the band, by which steps that add up to it may miss its end. */
const NOISE = 1e-9;

/** What the last answers were: all in balance, or as near to it as the steps let prices come. */
export type ClockEnd = 'balanced' | 'step';

/**
 * The clock of a combinatorial exchange ([PRRS03], [SM25]): one price for each resource, which rises while more is wanted
 * than offered and falls while less is. A price that has to turn back halves its step; one at an end of its band is at rest
 * there, since whoever stands ready takes what is left. Over when all are at rest, or no step is worth taking.
 */
export class PriceClock {
  /** m, money per unit */
  readonly prices: Float64Array;
  private readonly step: Float64Array;
  /** the direction of the last move, 0 before the first */
  private readonly moved: Int8Array;

  /** It starts in the middle of the band. */
  constructor(private readonly rules: ClockRules) {
    const { low, high, firstStep } = rules;
    this.prices = low.map((lowest, r) => (lowest + high[r]!) / 2);
    this.step = low.map((lowest, r) => firstStep * (high[r]! - lowest));
    this.moved = new Int8Array(low.length);
  }

  /** Takes the answers to its prices: excess demand (m, units). null: prices have moved, and everybody is asked again. */
  observe(excess: Float64Array): ClockEnd | null {
    const open = [...excess.keys()].filter((r) => !this.isAtRest(r, excess[r]!));
    if (open.length === 0) return 'balanced';
    const moves = open.filter((r) => this.stepFor(r, Math.sign(excess[r]!)));
    if (moves.length === 0) return 'step';
    const { low, high } = this.rules;
    for (const r of moves) {
      const to = this.prices[r]! + Math.sign(excess[r]!) * this.step[r]!;
      this.prices[r] = Math.min(high[r]!, Math.max(low[r]!, to));
    }
    return null;
  }

  private isAtRest(r: number, excess: number): boolean {
    const { low, high, balance } = this.rules;
    if (Math.abs(excess) <= balance) return true;
    const noise = NOISE * (high[r]! - low[r]!);
    return excess > 0 ? this.prices[r]! >= high[r]! - noise : this.prices[r]! <= low[r]! + noise;
  }

  /** Halves the step of a price that turns back; false: what is left of it is not worth taking. */
  private stepFor(r: number, direction: number): boolean {
    if (direction === -this.moved[r]!) this.step[r]! /= 2;
    this.moved[r] = direction;
    return this.isWorthTaking(r, this.step[r]!);
  }

  private isWorthTaking(r: number, step: number): boolean {
    const { low, high, lastStep } = this.rules;
    return step >= lastStep * (high[r]! - low[r]!);
  }
}

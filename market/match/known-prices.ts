import type { MarketRules } from '../instance.js';

/** m each, money per unit: the last prices, and those before. */
export interface RoundPrices {
  readonly announced: Float64Array;
  readonly previous: Float64Array;
}

/** Prices as a seat knows them. */
export interface KnownPrices extends RoundPrices {
  /** the round in which they came about; 0: opening prices */
  readonly since: number;
}

/**
 * What each seat knows of the announced prices. With symmetric information everybody knows the last ones. With asymmetric
 * information an agent learns the outcome of the rounds in which it took part, and in between goes by the last it learnt; a
 * call tells everybody.
 */
export class PriceInformation {
  private readonly learnt: KnownPrices[];
  private readonly isAsymmetric: boolean;
  private last: KnownPrices;

  constructor({ asynchronous }: MarketRules, seats: number, opening: Float64Array) {
    this.isAsymmetric = asynchronous?.information === 'asymmetric';
    this.last = { announced: opening, previous: opening, since: 0 };
    this.learnt = new Array<KnownPrices>(seats).fill(this.last);
  }

  /** Of a seat that is asked in a round; `call`: at the prices that are called. */
  of(seat: number, call: boolean): KnownPrices {
    return this.isAsymmetric && !call ? this.learnt[seat]! : this.last;
  }

  /** Prices that came of a round, and who took part in it. */
  announce(announced: Float64Array, since: number, participants: Iterable<number>): void {
    this.last = { announced, previous: this.last.announced, since };
    for (const seat of participants)
      this.learnt[seat] = { announced, previous: this.learnt[seat]!.announced, since };
  }
}

import type { MarketRules } from '../../instance.js';

/** m each, money per unit: the last prices, and those before. */
export interface RoundPrices {
  readonly announced: Float64Array;
  readonly previous: Float64Array;
}

/** What everybody can see of the trades of a round. */
export interface RoundTrades {
  /** m, units, summed over buyers */
  readonly volume: Float64Array;
  /** seats that traded */
  readonly seats: number;
}

/** Prices as a seat knows them, and the trades of the round they came of. */
export interface KnownPrices extends RoundPrices {
  readonly traded: RoundTrades;
  /** the round in which they came about; 0: opening prices */
  readonly since: number;
}

/**
 * What each seat knows of the announced prices and the market's trades. With symmetric information everybody knows the last ones. With asymmetric
 * information an agent learns the outcome of the rounds in which it took part, and in between goes by the last it learnt; a
 * call tells everybody.
 */
export class PriceInformation {
  private readonly learnt: KnownPrices[];
  private readonly isAsymmetric: boolean;
  private last: KnownPrices;

  constructor({ asynchronous }: MarketRules, seats: number, opening: Float64Array) {
    this.isAsymmetric = asynchronous?.information === 'asymmetric';
    const traded = { volume: new Float64Array(opening.length), seats: 0 };
    this.last = { announced: opening, previous: opening, since: 0, traded };
    this.learnt = new Array<KnownPrices>(seats).fill(this.last);
  }

  /** Of a seat that is asked in a round; `call`: at the prices that are called. */
  of(seat: number, call: boolean): KnownPrices {
    return this.isAsymmetric && !call ? this.learnt[seat]! : this.last;
  }

  /** What came of a round, and who took part in it. */
  announce(
    outcome: Pick<KnownPrices, 'announced' | 'since' | 'traded'>,
    participants: Iterable<number>,
  ): void {
    this.last = { ...outcome, previous: this.last.announced };
    for (const seat of participants)
      this.learnt[seat] = { ...outcome, previous: this.learnt[seat]!.announced };
  }
}

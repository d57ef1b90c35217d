import type { PriceInformation, RoundPrices } from './known-prices.js';
import type { LedgerState } from '../ledger/ledger.port.js';

/** What everybody can see of the trades of a round. */
export interface RoundTrades {
  /** m, units, summed over buyers */
  readonly volume: Float64Array;
  /** seats that traded */
  readonly seats: number;
}

/** Where the market stands in a round, as its participants are told. */
export interface Round {
  /** 1, 2, ... */
  readonly number: number;
  readonly call: boolean;
  readonly prices: RoundPrices;
  /** of the round before it, or after its clearing its own */
  readonly traded: RoundTrades;
  /** what each seat knows of the prices */
  readonly information: PriceInformation;
  readonly state: LedgerState;
}

/** A round as it begins. */
export interface BeginningRound extends Round {
  /** seats that take part */
  readonly active: ReadonlySet<number>;
}

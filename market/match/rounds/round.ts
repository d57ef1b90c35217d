import type { PriceInformation, RoundPrices } from './known-prices.js';
import type { LedgerState } from '../../ledger/ledger.port.js';

/** Where the market stands in a round, as its participants are told. */
export interface Round {
  /** 1, 2, ... */
  readonly number: number;
  readonly call: boolean;
  readonly prices: RoundPrices;
  /** what each seat knows of the prices and trades of the rounds before it, and after its clearing of its own */
  readonly information: PriceInformation;
  readonly state: LedgerState;
}

/** A round as it begins. */
export interface BeginningRound extends Round {
  /** seats that take part */
  readonly active: ReadonlySet<number>;
}

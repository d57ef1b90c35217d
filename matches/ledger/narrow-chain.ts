import { ChainError } from '#contracts/service/chain-error.js';
import type { MarketInstance } from '#market/instance.js';
import { moneyToNumber } from '#market/ledger/units.js';
import { currencyOf } from '../currency.js';

/** A field of a scenario's section `chain` that is too small for the match. */
export interface NarrowChain {
  readonly field: 'chain.blockGasLimit' | 'chain.cash';
  readonly reason: string;
}

/** What in a scenario's section `chain` can be widened so that this failure does not come back; null: nothing. */
export function narrowChain(error: unknown, instance: MarketInstance): NarrowChain | null {
  if (!(error instanceof ChainError)) return null;
  if (error.code === 'block-gas-limit')
    return { field: 'chain.blockGasLimit', reason: `too small for this match: ${error.message}` };
  if (error.code === 'insufficient-funds')
    return {
      field: 'chain.cash',
      reason: `an account cannot pay for its gas: ${weiAsMoney(error.message, currencyOf(instance))}`,
    };
  return null;
}

/** A node's words with its amounts as money; what is too short to be an amount worth telling stays. */
function weiAsMoney(words: string, currency: string): string {
  return words.replace(/\b\d{10,}\b/g, (wei) => `${moneyToNumber(BigInt(wei))} ${currency}`);
}

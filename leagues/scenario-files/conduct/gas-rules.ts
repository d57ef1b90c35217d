import { freeGas, type GasRules } from '#market/instance.js';
import { REVEAL_GAS, SEALING_GAS } from '#market/ledger/gas-bounds.js';
import { moneyDown } from '#market/ledger/units.js';
import { USUAL_GAS_MONEY, type ScenarioChain } from '../scenario.js';

/**
 * What the section `chain` means for the market's own limits; `purse`: money that every account has for gas. Orders that are
 * sealed are revealed by the transaction that places them, and leave less of a block; what that needs is their owner's.
 */
export function gasRules(
  { blockGasLimit = freeGas.blockGasLimit, gasPrice = 0n, cash = USUAL_GAS_MONEY }: ScenarioChain,
  { purse = cash, sealed = false }: { readonly purse?: number; readonly sealed?: boolean } = {},
): GasRules {
  return {
    blockGasLimit: sealed ? blockGasLimit - REVEAL_GAS : blockGasLimit,
    purse: gasPrice === 0n ? Infinity : Number(moneyDown(purse) / gasPrice),
    sealing: sealed ? SEALING_GAS : 0,
  };
}

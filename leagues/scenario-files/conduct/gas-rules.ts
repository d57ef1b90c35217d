import { freeGas, type GasRules } from '#market/instance.js';
import { moneyDown } from '#market/ledger/units.js';
import { USUAL_GAS_MONEY, type ScenarioChain } from '../scenario.js';

/** What the section `chain` means for the market's own limits; `purse`: money that every account has for gas. */
export function gasRules(
  { blockGasLimit = freeGas.blockGasLimit, gasPrice = 0n, cash = USUAL_GAS_MONEY }: ScenarioChain,
  purse = cash,
): GasRules {
  return { blockGasLimit, purse: gasPrice === 0n ? Infinity : Number(moneyDown(purse) / gasPrice) };
}

import type { ChainLedgerOptions } from '#contracts/client/chain-ledger-options.js';
import { freeChain, type ChainConditions } from '#contracts/service/chain-conditions.js';
import type { Chain } from '#contracts/service/chain.port.js';
import { USUAL_GAS_MONEY, type DrawnMarket, type ScenarioChain } from '#leagues/scenario-files/scenario.js';
import { moneyDown } from '#market/ledger/units.js';

/** What a match's ledger does differently on a chain because its scenario says so; `match` names its accounts. */
export function ledgerOptions(
  { gasPrice }: Pick<Chain, 'gasPrice'>,
  { chain = {}, rules, sealed }: Pick<DrawnMarket, 'chain' | 'rules' | 'sealed'>,
  match: string,
): ChainLedgerOptions {
  const { cash, verification } = chain;
  return {
    match,
    roundCap: rules.roundCap,
    gasPurse: moneyDown(cash ?? (gasPrice === 0n ? 0 : USUAL_GAS_MONEY)),
    ...(verification && { verification }),
    ...(sealed && { sealed }),
  };
}

/** The conditions a scenario wants of a chain that is made for it. */
export function conditionsOf(chain: ScenarioChain = {}): ChainConditions {
  return {
    blockTime: chain.blockTime ?? freeChain.blockTime,
    gasPrice: chain.gasPrice ?? freeChain.gasPrice,
    blockGasLimit: chain.blockGasLimit ?? freeChain.blockGasLimit,
  };
}

const conditionNames = ['blockTime', 'gasPrice', 'blockGasLimit'] as const;

/** The conditions that a scenario states and an endpoint has its own of; the size of its blocks need only suffice. */
export function foreignConditions(chain: ScenarioChain): string[] {
  return conditionNames
    .filter((name) => name !== 'blockGasLimit' && chain[name] !== undefined)
    .map((name) => `chain.${name}`);
}

/**
 * The fields of a scenario's section `chain` that a chain it shares with others does not honour, such as
 * `chain.gasPrice`. `shared`: null for an endpoint, which makes its blocks at its own prices.
 */
export function unmetConditions(chain: ScenarioChain = {}, shared: ChainConditions | null): string[] {
  if (shared === null) return foreignConditions(chain);
  const wanted = conditionsOf(chain);
  return conditionNames.filter((name) => wanted[name] !== shared[name]).map((name) => `chain.${name}`);
}

import { USUAL_GAS_MONEY, type DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { freeGas } from '#market/instance.js';
import { batchGas, doorGas, fullClearingGas } from '#market/ledger/gas-bounds.js';
import { moneyToNumber } from '#market/ledger/units.js';
import { fullestBook, gasToPlay, orderLimits } from '#market/order/order-limits.js';
import { currencyOf } from '../currency.js';

type Market = Pick<DrawnMarket, 'instance' | 'rules' | 'chain' | 'sealed'>;

/**
 * Why the section `chain` of a scenario leaves no room for its own market, whoever plays and wherever its ledger is
 * kept; null: nothing does.
 */
export function marketObstacle({ instance, rules, sealed, chain = {} }: Market): string | null {
  const m = instance.resources.length;
  const gas = rules.gas ?? freeGas;
  const { blockGasLimit, purse } = gas;
  const { gasPrice = 0n, cash = USUAL_GAS_MONEY } = chain;
  const toPlay = gasToPlay(m, gas);
  if (purse < toPlay) {
    const needed = moneyToNumber(BigInt(toPlay) * gasPrice);
    return `chain.cash: an account with ${cash} cannot pay for its part in the market and one order: ${needed} ${currencyOf(instance)}`;
  }
  const seats = instance.participants.length;
  const { settlement } = rules;
  const needed = fullClearingGas(seats, seats, m, { settlement });
  if (needed > blockGasLimit)
    return `chain.blockGasLimit: too small for this match: a clearing of one order of everybody may need ${needed} gas`;
  const door = sealed ? Math.max(doorGas(seats), batchGas(seats)) : 0;
  if (door > blockGasLimit)
    return `chain.blockGasLimit: too small for this match: what seals the orders of ${seats} may need ${door} gas`;
  return null;
}

/** Why a chain whose blocks are smaller than the scenario's cannot keep its ledger; null: it can. */
export function blockObstacle({ instance, rules }: Market, blockGasLimit: number): string | null {
  const stated = (rules.gas ?? freeGas).blockGasLimit;
  if (blockGasLimit >= stated) return null;
  const orders = fullestBook(instance, orderLimits(instance, rules));
  const needed = Math.min(
    stated,
    fullClearingGas(instance.participants.length, orders, instance.resources.length, rules),
  );
  return needed > blockGasLimit
    ? `chain.blockGasLimit: the chain's blocks have ${blockGasLimit} gas, and a clearing of this market may need ${needed}; ` +
        `state chain.blockGasLimit: ${blockGasLimit} in the scenario, then the heaviest books are left out of what finds no room`
    : null;
}

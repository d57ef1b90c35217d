import { MarketError } from '../errors.js';
import type { MarketInstance, SettlementRule } from '../instance.js';
import type { LedgerOpening } from '../ledger/ledger.port.js';
import { fitsMoney, moneyDown, pricesNearest, quantitiesNearest, QUANTITY_SCALE } from '../ledger/units.js';

/** Money to the last unit, per agent seat and of the dealer, its float included. */
export interface ExactCash {
  readonly seats: readonly bigint[];
  readonly dealer: bigint;
}

/** Part of a quantity unit by which a decimal number may fall short of it in binary. */
const BINARY_NOISE = 1e-3;

/**
 * Money (units of the currency) that the dealer has besides its own and never bids with. Deliveries are
 * rounded down, so a balanced trade may leave the dealer a few quantity units more and their price
 * less; without this a dealer with no money could not settle anything.
 */
export const ROUNDING_FLOAT = 1;

/**
 * An instance in ledger integers. Where the dealer holds some of a resource the agents' shares are
 * rounded down and the remainder of the total stays with the dealer; elsewhere each share is rounded
 * to the nearest unit. `cash`: to the last unit, where the instance's numbers cannot say it. Throws `MarketError` if a vector is not as long as there are resources, or if somebody's cash is none
 * that a ledger can hold. `quantity`: the largest of a bundle (`OrderLimits`), which bounds the orders.
 */
export function openingOf(
  instance: MarketInstance,
  settlement: SettlementRule,
  { quantity, exactly }: { readonly quantity?: number; readonly exactly?: ExactCash | undefined } = {},
): LedgerOpening {
  checkLengths(instance);
  checkCash(instance);
  const { participants, dealer, initialPrices } = instance;
  const allocations = participants.map(({ endowment }) =>
    quantitiesNearest(endowment).map((nearest, r) =>
      dealer.endowment[r]! > 0 ? down(endowment[r]!) : nearest,
    ),
  );
  const inventory = quantitiesNearest(dealer.endowment).map((nearest, r) => {
    if (nearest === 0n) return 0n;
    const total = participants.reduce((sum, { endowment }) => sum + endowment[r]!, dealer.endowment[r]!);
    const held = allocations.reduce((sum, allocation) => sum + allocation[r]!, 0n);
    return BigInt(Math.round(total * QUANTITY_SCALE)) - held;
  });
  return {
    settlement,
    seats: participants.map(({ cash }, j) => ({
      allocation: allocations[j]!,
      cash: exactly?.seats[j] ?? moneyDown(cash),
    })),
    dealer: { inventory, cash: exactly?.dealer ?? moneyDown(dealer.cash + ROUNDING_FLOAT) },
    prices: pricesNearest(initialPrices),
    ...(instance.exact && { exact: instance.exact }),
    ...(quantity !== undefined && { orderBits: orderBits(instance.resources.length, quantity) }),
  };
}

/** Room for bundles of m quantities up to `quantity` units, and as much again: a plan restated after trades differs by what was traded. */
function orderBits(m: number, quantity: number): number {
  return 1 + Math.ceil(Math.log2(m * quantity * QUANTITY_SCALE));
}

function checkLengths({ resources, participants, dealer, initialPrices }: MarketInstance): void {
  const check = (what: string, { length }: Float64Array): void => {
    if (length !== resources.length)
      throw new MarketError(
        'bad-instance',
        `${what} has ${length} entries for ${resources.length} resources`,
      );
  };
  check('the vector of initial prices', initialPrices);
  check('the endowment of the dealer', dealer.endowment);
  for (const { id, endowment } of participants) check(`the endowment of ${id}`, endowment);
}

function checkCash({ participants, dealer }: MarketInstance): void {
  for (const { id, cash } of [...participants, { id: 'the dealer', cash: dealer.cash }])
    if (!(cash >= 0 && Number.isFinite(cash)) || !fitsMoney(moneyDown(cash + ROUNDING_FLOAT)))
      throw new MarketError('bad-instance', `the cash of ${id}, ${cash}, is none that a ledger can hold`);
}

function down(value: number): bigint {
  return BigInt(Math.floor(value * QUANTITY_SCALE + BINARY_NOISE));
}

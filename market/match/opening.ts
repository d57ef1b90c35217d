import type { MarketInstance } from '../instance.js';
import type { LedgerOpening } from '../ledger/ledger.port.js';
import { moneyDown, pricesNearest, quantitiesNearest, QUANTITY_SCALE } from '../ledger/units.js';

/** Part of a quantity unit by which a decimal number may fall short of it in binary. */
const BINARY_NOISE = 1e-3;

/**
 * An instance in ledger integers. Where the dealer holds some of a resource the agents' shares are
 * rounded down and the remainder of the total stays with the dealer; elsewhere each share is rounded
 * to the nearest unit.
 */
export function openingOf({ participants, dealer, initialPrices }: MarketInstance): LedgerOpening {
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
    seats: participants.map(({ cash }, j) => ({ allocation: allocations[j]!, cash: moneyDown(cash) })),
    dealer: { inventory, cash: moneyDown(dealer.cash) },
    prices: pricesNearest(initialPrices),
  };
}

function down(value: number): bigint {
  return BigInt(Math.floor(value * QUANTITY_SCALE + BINARY_NOISE));
}

import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { moneyDown, quantitiesNearest } from '#market/ledger/units.js';

/** Quantities in ledger units. */
export function quantities(...values: number[]): bigint[] {
  return quantitiesNearest(values);
}

/** Money in ledger units. */
export function money(value: number): bigint {
  return moneyDown(value);
}

/** An order in ledger units: `limited([2, -1], 5)` pays up to 5 for 2 of the first against 1 of the second. */
export function limited(bundle: number[], limit: number): LedgerOrder {
  return { bundle: quantitiesNearest(bundle), limit: moneyDown(limit), kind: 'limited' };
}

/** Likewise at its full cap. */
export function unlimited(bundle: number[], limit: number): LedgerOrder {
  return { ...limited(bundle, limit), kind: 'unlimited' };
}

import type { LedgerOrder } from '../ledger/ledger.port.js';
import { moneyToNumber, quantitiesToNumbers } from '../ledger/units.js';

/**
 * How far an order's numbers lie apart, in powers of two: the ratio of its largest quantity to its smallest,
 * plus how far its quantities, and what it pays per unit of each, lie from 1. What a household means mostly stays
 * below 50; what a solver stumbles over has more.
 */
export function strainOf({ bundle, limit }: LedgerOrder): number {
  let least = Infinity;
  let most = 0;
  for (const quantity of quantitiesToNumbers(bundle)) {
    if (quantity === 0) continue;
    least = Math.min(least, Math.abs(quantity));
    most = Math.max(most, Math.abs(quantity));
  }
  if (most === 0) return 0;
  const price = Math.abs(moneyToNumber(limit)) / least;
  return Math.log2(most / least) + distance(least) + distance(most) + (price > 0 ? distance(price) : 0);
}

function distance(value: number): number {
  return Math.abs(Math.log2(value));
}

import type { MarketInstance } from '../instance.js';
import type { LedgerState } from '../ledger/ledger.port.js';
import { pricesNearest, pricesToNumbers } from '../ledger/units.js';
import { clockBand, gridOf } from './clock-band.js';
import type { PriceClock } from './price-clock.js';

/** A clock's prices as ledgers count them. */
export function shownBy({ prices }: Pick<PriceClock, 'prices'>): Float64Array {
  return pricesToNumbers(pricesNearest(prices));
}

/** A clock's last prices; those at an end of its band are the grid's, which is what more or less energy would have cost there. */
export function tariffAtEnds({ prices }: Pick<PriceClock, 'prices'>, instance: MarketInstance): Float64Array {
  const { ask, bid } = gridOf(instance);
  const { low, high } = clockBand(instance);
  const atEnds = prices.map((price, r) => {
    const near = (end: number): boolean => Math.abs(price - end) <= 1e-9 * (high[r]! - low[r]!);
    return near(high[r]!) ? ask[r]! : near(low[r]!) ? bid[r]! : price;
  });
  return shownBy({ prices: atEnds });
}

/** All that the dealer has, m quantity units, where it is worth something. */
export function supplyAt(announced: ArrayLike<number>, { inventory }: LedgerState): bigint[] {
  return inventory.map((held, r) => (announced[r]! > 0 ? held : 0n));
}

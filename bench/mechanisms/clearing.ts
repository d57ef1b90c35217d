import { clearPeriod } from '#market/double-auction/clear-period.js';
import { usualGridPrices, type Ask, type Bid } from '#market/double-auction/orders.js';
import { highestMatchedAsk } from '#market/double-auction/pricing.js';
import { seededRng } from '#market/rng.js';

export interface ClearingCost {
  readonly orders: number;
  /** processor time */
  readonly milliseconds: number;
}

const LEAST_MILLISECONDS = 300;

/** A period with so many orders, half of each side and of each type, any price between the grid's. */
export function measureClearing(orders: number): ClearingCost {
  const rng = seededRng(`clearing/${orders}`);
  const price = (): bigint => 1200n + BigInt(Math.floor(rng.next() * 1167));
  const amount = (): bigint => 1n + BigInt(Math.floor(rng.next() * 2000));
  const half = Array.from({ length: orders / 2 }, (_, n) => n);
  const asks = half.map((n): Ask => ({
    ...{ id: `a${n}`, amount: amount(), price: price(), time: 0n },
    type: n % 2 === 0 ? 'pv' : 'chp',
  }));
  const bids = half.map((n): Bid => ({
    ...{ id: `b${n}`, amount: amount(), time: 0n },
    prices: { pv: price(), chp: price() },
  }));
  const rules = { grid: usualGridPrices, pricing: highestMatchedAsk };
  const begun = process.cpuUsage();
  let clearings = 0;
  for (;;) {
    clearPeriod(asks, bids, rules);
    clearings++;
    const { user, system } = process.cpuUsage(begun);
    const milliseconds = (user + system) / 1000;
    if (milliseconds >= LEAST_MILLISECONDS) return { orders, milliseconds: milliseconds / clearings };
  }
}

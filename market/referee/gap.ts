import type { LedgerState } from '../ledger/ledger.port.js';
import { quantitiesToNumbers } from '../ledger/units.js';
import type { BestResponse } from '../traders.port.js';
import type { SeatValuation } from './seat-valuation.js';

/** A participant whose costs and utility the gap is made of. */
export interface ValuedSeat {
  readonly index: number;
  readonly valuation: SeatValuation;
  /** z_j at the opening and now; money */
  readonly costBefore: number;
  readonly cost: number;
}

export interface GapMeasure {
  /** sum_j U_j(p) + p'c_0 >= 0, money; Infinity where some bundle gains without end */
  readonly gap: number;
  /** sum_j z_j(c_j), money */
  readonly cost: number;
  /** what the gap is measured against, money (see `gapScale`) */
  readonly scale: number;
  /** max(1, |sum z|), money: what the certificate is measured against where nothing moves any more */
  readonly size: number;
  /** no allocation whatever costs less: cost - gap (the Dantzig-Wolfe bound) */
  readonly lowerBound: number;
}

/**
 * The stopping certificate (docs/market-rules.md, "When a match ends"), from true utilities: at prices p no
 * redistribution of the resources can lower the total cost by more than the gap.
 */
export function measureGap(
  seats: readonly ValuedSeat[],
  state: LedgerState,
  prices: Float64Array,
  best: ReadonlyMap<number, BestResponse>,
): GapMeasure {
  let cost = 0;
  let gap = quantitiesToNumbers(state.inventory).reduce(
    (sum, held, r) => sum + Math.max(0, prices[r]!) * held,
    0,
  );
  for (const seat of seats) {
    const allocation = quantitiesToNumbers(state.seats[seat.index]!.allocation);
    cost += seat.cost;
    gap += seat.valuation.utilityAt(prices, allocation, seat.cost, best.get(seat.index));
  }
  const gain = seats.reduce((sum, seat) => sum + seat.costBefore, 0) - cost;
  return { gap, cost, scale: gapScale(cost, gain), size: sizeOf(cost), lowerBound: cost - gap };
}

/** Where gains are smaller than this part of the cost, rounding forbids to measure against them. */
const SMALLEST_GAIN = 1e-3;

/**
 * max(1, |sum z|), as the certificate has it, or the gain realised so far where that is smaller:
 * then gap <= epsilon * scale also means an efficiency of at least 1 - epsilon.
 */
function gapScale(cost: number, gain: number): number {
  const size = sizeOf(cost);
  return Math.min(size, Math.max(gain, SMALLEST_GAIN * size));
}

function sizeOf(cost: number): number {
  return Math.max(1, Math.abs(cost));
}

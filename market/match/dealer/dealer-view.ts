import type { Delivery, LedgerState } from '../../ledger/ledger.port.js';
import { moneyToNumber, pricesToNumbers, quantitiesToNumbers } from '../../ledger/units.js';
import { ROUNDING_FLOAT } from '../opening.js';
import type { DealerView } from '../../traders.port.js';
import type { RoundTrades } from '../rounds/known-prices.js';

/** What has been traded so far in a match, per resource, summed over buyers. */
export class TradedVolume {
  private readonly sum: Float64Array;
  /** of the last round */
  last: RoundTrades;

  constructor(resources: number) {
    this.sum = new Float64Array(resources);
    this.last = { volume: new Float64Array(resources), seats: 0 };
  }

  add(deliveries: readonly Delivery[]): void {
    const volume = new Float64Array(this.sum.length);
    for (const { delivered } of deliveries)
      quantitiesToNumbers(delivered).forEach((quantity, r) => (volume[r]! += Math.max(0, quantity)));
    volume.forEach((quantity, r) => (this.sum[r]! += quantity));
    this.last = { volume, seats: deliveries.length };
  }

  /** m, units */
  soFar(): Float64Array {
    return this.sum.slice();
  }
}

/** Money (units of the currency) that the dealer may bid with: none that it may have to give back at the final prices. */
export function freeCash({ dealerCash, dealerEscrow }: LedgerState): number {
  return Math.max(0, moneyToNumber(dealerCash - dealerEscrow) - ROUNDING_FLOAT);
}

export function dealerView(
  round: number,
  newOrders: number,
  state: LedgerState,
  volume: TradedVolume,
): DealerView {
  return {
    round,
    prices: pricesToNumbers(state.prices),
    inventory: quantitiesToNumbers(state.inventory),
    cash: freeCash(state),
    openOrders: state.seats.reduce((sum, seat) => sum + seat.orders.length, 0),
    newOrders,
    volume: volume.soFar(),
  };
}

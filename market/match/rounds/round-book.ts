import type { DealerSupply } from '../../clearing/find-clearing.js';
import { FULL_FILL, moneyToNumber, pricesNearest } from '../../ledger/units.js';
import type { LedgerOrder, LedgerState } from '../../ledger/ledger.port.js';
import type { ClearingResult } from './clearing-round.js';

/** An open order of a round. Money in the scenario's currency. */
export interface BookedOrder {
  /** null: the dealer's own */
  readonly seat: number | null;
  /** in ledger units; of an unlimited one all of its cap. The same object as long as the order stands as it is */
  readonly order: LedgerOrder;
  /** money; < 0: what it accepts at least */
  readonly limit: number;
  /** what all of it comes to at the clearing prices of the round */
  readonly cost: number;
  /** part of it that was settled, 0 to 1 */
  readonly fill: number;
}

/** The order book of a round as it was cleared: every open order, and what became of it. In no record; a replay gives it again. */
export interface RoundBook {
  /** 1, 2, ...; over days it goes on from market to market */
  readonly round: number;
  /** seat by seat, each oldest first; then the dealer's */
  readonly orders: readonly BookedOrder[];
}

/** The book of a round, `state` as it was before the clearing; `result` null: the round ended before it. */
export function roundBook(
  round: number,
  { seats, prices: announced }: Pick<LedgerState, 'seats' | 'prices'>,
  supply: Pick<DealerSupply, 'orders'> | null,
  result: Pick<ClearingResult, 'prices' | 'fills' | 'dealerFills' | 'settled'> | null,
): RoundBook {
  const prices = result ? pricesNearest(result.prices) : announced;
  const booked = (seat: number | null, order: LedgerOrder, fill: bigint | undefined): BookedOrder => ({
    ...{ seat, order, limit: moneyToNumber(order.limit) },
    cost: moneyToNumber(order.bundle.reduce((sum, quantity, r) => sum + quantity * prices[r]!, 0n)),
    fill: result?.settled ? Number(fill ?? 0n) / Number(FULL_FILL) : 0,
  });
  return {
    round,
    orders: [
      ...seats.flatMap(({ orders }, seat) =>
        orders.map((order, i) => booked(seat, order, result?.fills[seat]?.[i])),
      ),
      ...(supply?.orders ?? []).map((order, i) => booked(null, order, result?.dealerFills[i])),
    ],
  };
}

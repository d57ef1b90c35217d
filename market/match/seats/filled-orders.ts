import { moneyToNumber } from '../../ledger/units.js';
import { viewOfOrder } from '../../order/placed-order.js';
import type { SeatFill } from '../../traders.port.js';
import type { ClearingResult } from '../rounds/clearing-round.js';
import type { Seat } from './seat.js';

/** By seat that traded. */
export type FilledOrders = ReadonlyMap<number, readonly SeatFill[]>;

/** What of each book was filled, as its owner is told. To be asked before the trades are booked, which empties the books. */
export function filledOrders(
  { deliveries, fills, prices }: Pick<ClearingResult, 'deliveries' | 'fills' | 'prices'>,
  seats: readonly Pick<Seat, 'book'>[],
): FilledOrders {
  return new Map(
    deliveries.map(({ seat }) => [
      seat,
      seats[seat]!.book.flatMap((order, i): SeatFill[] => {
        const share = moneyToNumber(fills[seat]![i] ?? 0n);
        if (share === 0) return [];
        const { plan: _, ...told } = viewOfOrder(order);
        const fill = share * (told.cap ?? 1);
        const cost = told.bundle.reduce((sum, quantity, r) => sum + quantity * prices[r]!, 0);
        return [{ ...told, fill, payment: fill * cost }];
      }),
    ]),
  );
}

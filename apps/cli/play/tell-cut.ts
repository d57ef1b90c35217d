import type { OrderTables } from '#results/export/order-tables.js';
import { complain } from '../terminal/output.js';

/** Says where tables do not have all orders. `folder`: where they were written. */
export function tellCut(orders: OrderTables | null, folder = ''): void {
  const round = orders?.cutFrom ?? null;
  if (round !== null)
    complain(
      `gridleague: ${folder}: orders.csv and bundles.csv end before round ${round}: the match has more orders than they hold (orders-cut.csv)`,
    );
}

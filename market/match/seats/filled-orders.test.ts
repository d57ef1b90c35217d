import { limited, unlimited } from '../../test/ledger-numbers.js';
import type { PlacedOrder } from '../../order/placed-order.js';
import { filledOrders } from './filled-orders.js';

const placed = (ledger: PlacedOrder['ledger'], cap = 1): PlacedOrder => ({
  ...{ ledger, cap, target: [] },
  plan: Float64Array.of(1),
});

it('tells who traded which of its orders filled, how far, and what for', () => {
  // Half of "buy 4 A for at most 3" and 1.5 of at most 2 units of "sell 1 B for at least 0.5", at prices (0.5, 0.6).
  const book = [placed(limited([4, 0], 3)), placed(limited([1, 1], 1)), placed(unlimited([0, -2], -1), 2)];
  const half = 500_000_000_000_000_000n;
  const fills = [[], [half, 0n, (3n * half) / 2n]];
  const told = filledOrders(
    { deliveries: [{ seat: 1, delivered: [], payment: 0n }], fills, prices: Float64Array.of(0.5, 0.6) },
    [{ book: [] }, { book }],
  );
  expect([...told.keys()]).toEqual([1]);
  expect(told.get(1)).toEqual([
    { bundle: Float64Array.of(4, 0), limit: 3, kind: 'limited', fill: 0.5, payment: 1 },
    {
      bundle: Float64Array.of(0, -1),
      limit: -0.5,
      kind: 'unlimited',
      cap: 2,
      fill: 1.5,
      payment: expect.closeTo(-0.9, 12) as number,
    },
  ]);
});

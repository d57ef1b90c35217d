import { limited, quantities, unlimited } from '../test/ledger-numbers.js';
import { widestLimits, type OrderLimits } from './order-limits.js';
import type { PlacedOrder } from './placed-order.js';
import { Spending, weightOf } from './spending.js';

const placed = (...bundle: number[]): PlacedOrder => ({
  ledger: limited(bundle, -1),
  plan: null,
  cap: 1,
  target: quantities(...bundle),
});
const within = (limits: Partial<OrderLimits>): OrderLimits => ({ ...widestLimits, ...limits });

it.each([
  [[1], 2],
  [[0, 0, 3, 0], 2],
  [[1, 1, 1, 1], 5],
  [[1, 0, 0, 0, 0], 3],
  [[-1, 2, -3, 4, -5], 7],
])('the order %j weighs %i: its quantities and a word for each four resources', (bundle, weight) => {
  expect(weightOf(limited(bundle, 1))).toBe(weight);
  expect(weightOf(unlimited(bundle, 1))).toBe(weight);
});

it('placing costs ten times the weight and a solve, standing the weight of every round, restating nothing', () => {
  const spending = new Spending();
  const book = [placed(1, 1), placed(0, 2)];
  spending.place(book);
  expect(spending.weight).toBe(10 * (3 + 2) + 200);
  spending.stand(book);
  spending.stand([book[0]!]);
  spending.restate([book[1]!]);
  expect(spending.weight).toBe(250 + 5 + 3);
});

it('what would cost the match more than a seat may is told beforehand', () => {
  const spending = new Spending();
  const order = [placed(1)];
  expect(spending.shortage(order, within({ matchWeight: 120 }))).toBeNull();
  expect(spending.shortage(order, within({ matchWeight: 119 }))).toMatch(/cost the match more than 119/);
  spending.stand(order);
  expect(spending.shortage(order, within({ matchWeight: 121 }))).toMatch(/more than 121/);
});

it('and what its purse may not pay for', () => {
  const spending = new Spending();
  // 130,000 and, for two orders of two words each, twice 3,000 + 2 x 1,400
  const orders = [placed(1), placed(2)];
  expect(spending.shortage(orders, within({ gas: 141_600 }))).toBeNull();
  expect(spending.shortage(orders, within({ gas: 141_599 }))).toMatch(
    /may need 141600 gas in all, and its purse pays for 141599/,
  );
  spending.place(orders);
  expect(spending.shortage([placed(1)], within({ gas: 200_000 }))).toMatch(/may need 277400 gas/);
  const sealed = new Spending(240_000);
  for (const place of ['place', 'restate', 'replace'] as const) sealed[place](orders);
  expect(sealed.gas).toBe(3 * (240_000 + 141_600) + 150_000);
});

import { vectorOf } from '../../agent/test/agent-problems.js';
import { placeOrder } from '../../order/placed-order.js';
import { money, quantities } from '../../test/ledger-numbers.js';
import { restate } from './restate.js';

/** Nothing is known of the agent's problem but which unlimited orders are free of charge. */
const honour = { exact: 0, limited: () => true, feasible: () => true, recession: () => false };
const most = { orders: 100, weight: 1_000 };
const before = quantities(10, 10);
/** Prices at which everything is free. */
const free = vectorOf(0, 0);
const unmoved = { costChange: 0, honour, most, prices: free };

it('keeps the plan and the markdown: the bundle moves by c - c’, the limit by the change of cost', () => {
  // Wanted 4 of A for 6; since then bought 1 A, which lowered its cost by 2: 3 more for 4.
  const order = placeOrder({ bundle: vectorOf(4, 0), limit: 6, kind: 'limited' }, before);
  const account = { allocation: quantities(11, 10), cash: money(100), locked: 0n, escrow: 0n, orders: [] };
  const { placed, parked } = restate([order], { ...unmoved, account, costChange: -2 });
  expect(placed.map(({ ledger }) => ledger)).toEqual([
    { bundle: quantities(3, 0), limit: money(4), kind: 'limited' },
  ]);
  expect(parked).toEqual([]);
});

it('parks a plan that is reached, and one the agent cannot pay for, and brings them back', () => {
  const reached = placeOrder({ bundle: vectorOf(1, 0), limit: 2, kind: 'limited' }, before);
  const dear = placeOrder({ bundle: vectorOf(0, 5), limit: 50, kind: 'limited' }, before);
  const poor = { allocation: quantities(11, 10), cash: money(10), locked: 0n, escrow: 0n, orders: [] };
  const { placed, parked } = restate([reached, dear], { ...unmoved, account: poor });
  expect(placed).toEqual([]);
  expect(parked).toHaveLength(2);
  const rich = { ...poor, allocation: quantities(10, 10), cash: money(100) };
  expect(restate(parked, { ...unmoved, account: rich }).placed.map(({ ledger }) => ledger)).toEqual([
    reached.ledger,
    dear.ledger,
  ]);
});

it('drops an unlimited order whose promise the trade may have used up, and keeps a free one', () => {
  const order = placeOrder({ bundle: vectorOf(-1, 0), limit: -1, kind: 'unlimited', cap: 7 }, before);
  const account = { allocation: quantities(6, 10), cash: money(100), locked: 0n, escrow: 0n, orders: [] };
  expect(restate([order], { ...unmoved, account })).toEqual({ placed: [], parked: [] });
  const unbounded = { ...honour, recession: () => true };
  expect(restate([order], { ...unmoved, account, honour: unbounded }).placed).toEqual([order]);
});

it('keeps the newest of equal plans, and parks what weighs too much', () => {
  const account = { allocation: before, cash: money(100), locked: 0n, escrow: 0n, orders: [] };
  const plans = [1, 2, 3, 4].map((quantity) =>
    placeOrder({ bundle: vectorOf(quantity, 1), limit: 1, kind: 'limited' }, before),
  );
  // Two quantities and a word each.
  const { placed, parked } = restate(plans, { ...unmoved, account, most: { orders: 3, weight: 6 } });
  expect(placed).toEqual(plans.slice(1, 3));
  expect(parked).toEqual(plans.slice(3));
});

it('keeps the newest plans and, for the other half, those that leave their owner most at the prices, in the order they came in', () => {
  const account = { allocation: before, cash: money(100), locked: 0n, escrow: 0n, orders: [] };
  const plan = (quantity: number, limit: number) =>
    placeOrder({ bundle: vectorOf(quantity, 0), limit, kind: 'limited' }, before);
  // At 2 a unit they leave 3, -1, 1, 0 and -2.
  const plans = [plan(1, 5), plan(2, 3), plan(3, 7), plan(4, 8), plan(5, 8)];
  const kept = (orders: number) =>
    restate(plans, { ...unmoved, account, most: { ...most, orders }, prices: vectorOf(2, 0) }).placed;
  expect(kept(2)).toEqual([plans[0], plans[4]]);
  expect(kept(3)).toEqual([plans[0], plans[2], plans[4]]);
  expect(kept(4)).toEqual([plans[0], plans[2], plans[3], plans[4]]);
  expect(kept(5)).toEqual(plans);
});

import { vectorOf } from './test/agent-problems.js';
import { unlimitedCap } from './unlimited-cap.js';

const order = { bundle: vectorOf(1, -0.5), value: 2, cash: 100, agents: 10, allocation: vectorOf(3, 4) };

it('spends at most a quarter of the free money', () => {
  expect(unlimitedCap(order)).toBeCloseTo(12.5, 6);
  expect(2 * unlimitedCap(order) + 1.5e-9 * unlimitedCap(order)).toBeLessThanOrEqual(25);
  expect(unlimitedCap({ ...order, cash: 0 })).toBe(0);
});

it('reaches ten times the apparent size of the market where money is no limit', () => {
  expect(unlimitedCap({ ...order, value: -1 })).toBe(10 * 10 * 4);
  expect(unlimitedCap({ ...order, value: -1, allocation: vectorOf(0, 0) })).toBe(10 * 10);
  expect(unlimitedCap({ ...order, cash: 1e12 })).toBe(10 * 10 * 4);
});

it('stays within what the ledger can hold', () => {
  expect(unlimitedCap({ ...order, value: -1, allocation: vectorOf(1e12, 0) })).toBe(1e9);
});

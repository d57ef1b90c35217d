import { pricesAround } from './price-probes.js';
import { vectorOf } from './test/agent-problems.js';

it('tries all prices together, then halves, then single ones, and then larger steps', () => {
  const probes = [...pricesAround(vectorOf(1, 1, 1, 1), 1)].map((prices) => [...prices]);
  const [up, left, right, first] = probes;
  expect(up).toEqual([1.2, 1.2, 1.2, 1.2]);
  expect(left).toEqual([1.2, 1.2, 1, 1]);
  expect(right).toEqual([1, 1, 1.2, 1.2]);
  expect(first).toEqual([1.2, 1, 1, 1]);
  expect(probes).toHaveLength(6 * (1 + 2 + 4));
});

it('never asks for a price below zero and moves prices that are zero', () => {
  const probes = [...pricesAround(vectorOf(0, 2), 0.5)];
  expect(probes.every((prices) => prices.every((price) => price >= 0))).toBe(true);
  expect(probes.some((prices) => prices[0]! > 0)).toBe(true);
});

it('is the same sequence every time and leaves the given prices alone', () => {
  const prices = vectorOf(0.1, 0.2, 0.3);
  expect([...pricesAround(prices, 1)]).toEqual([...pricesAround(prices, 1)]);
  expect([...prices]).toEqual([0.1, 0.2, 0.3]);
});

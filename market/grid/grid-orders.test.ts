import { vectorOf } from '../agent/test/agent-problems.js';
import { gridOrders } from './grid-orders.js';

/** In period 0 the grid sells at 0.30 and buys at 0.08, up to 10 either way; in period 1 it does not trade. */
const terms = { ask: vectorOf(0.3, 0.3), bid: vectorOf(0.08, 0.08), capacity: vectorOf(10, 0) };

const orders = (position: number): unknown[] =>
  gridOrders(terms, vectorOf(position, 0)).map(({ bundle, limit, kind, cap }) => [
    kind,
    [...bundle],
    limit,
    cap,
  ]);

it('sells at the ask and buys at the bid, up to its capacity, where it trades at all', () => {
  expect(orders(0)).toEqual([
    ['unlimited', [-1, 0], -0.3, 10],
    ['unlimited', [1, 0], 0.08, 10],
  ]);
});

it('buys back what it sold at the price it sold for', () => {
  expect(orders(-4)).toEqual([
    ['unlimited', [1, 0], 0.3, 4],
    ['unlimited', [-1, 0], -0.3, 6],
    ['unlimited', [1, 0], 0.08, 10],
  ]);
});

it('sells back what it bought at the price it paid', () => {
  expect(orders(3)).toEqual([
    ['unlimited', [-1, 0], -0.08, 3],
    ['unlimited', [-1, 0], -0.3, 10],
    ['unlimited', [1, 0], 0.08, 7],
  ]);
});

it('uses and frees the rights of a limited coupling', () => {
  const limited = {
    ask: vectorOf(0.3, 0, 0),
    bid: vectorOf(0.08, 0, 0),
    capacity: vectorOf(10, 0, 0),
    importRight: Int32Array.of(1, -1, -1),
    exportRight: Int32Array.of(2, -1, -1),
  };
  expect(gridOrders(limited, vectorOf(0, 0, 0)).map(({ bundle }) => [...bundle])).toEqual([
    [-1, 1, -1],
    [1, -1, 1],
  ]);
});

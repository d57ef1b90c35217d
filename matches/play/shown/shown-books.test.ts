import type { RoundBook } from '#market/match/rounds/round-book.js';
import { BookKeeper, shownOrders } from './shown-books.js';

/** A book whose orders nothing makes smaller. */
function book(round: number, orders: number): RoundBook {
  return {
    round,
    orders: Array.from({ length: orders }, (_, seat) => ({
      ...{ seat, cost: Math.sin(seat + round), fill: 0, limit: Math.cos(seat + round) },
      order: { kind: 'limited', limit: 1n, bundle: [BigInt(seat) * 1_000_000_007n, 0n] },
    })),
  };
}

it('keeps no more than there is room for, whatever one round brings, and from the first without room on none', () => {
  const keeper = new BookKeeper(20_000);
  const kept = (): number[] => [...keeper.books.keys()];
  keeper.add(book(1, 100));
  keeper.add(book(2, 100_000));
  keeper.add(book(3, 1));
  expect(kept()).toEqual([1]);
  // A day that is played once more.
  keeper.add(book(2, 100));
  keeper.add(book(3, 1));
  expect(kept()).toEqual([1, 2, 3]);
  expect(shownOrders(keeper.books.get(3)!)).toMatchObject([{ seat: 0, kind: 'limited', bundle: [] }]);
  keeper.add(book(1, 1));
  expect(kept()).toEqual([1]);
});

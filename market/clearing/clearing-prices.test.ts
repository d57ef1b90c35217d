import { fc } from '#market/test/seeded-properties.js';
import { createHighsSolver } from '../lp/highs-solver.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import type { LedgerOrder } from '../ledger/ledger.port.js';
import { limited, unlimited } from '../test/ledger-numbers.js';
import { firstOptimum } from '../test/first-optimum.js';
import { clearingPrices } from './clearing-prices.js';
import { matchingProblem } from './market-matching.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

function pricesOf(offer: number[], books: LedgerOrder[][], previous = offer.map(() => 0)): number[] {
  const problem = matchingProblem(Float64Array.from(offer), books, []);
  const optimum = firstOptimum(problem, solver);
  return Array.from(clearingPrices(problem, optimum, Float64Array.from(previous), solver));
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  );
}

const near = (...values: number[]): unknown[] => values.map((value) => expect.closeTo(value, 7) as unknown);

it('are the duals where those are unique', () => {
  // The seller of 3 at 1 each is filled in part.
  expect(pricesOf([0], [[limited([-3], -3)], [limited([2], 10)]])).toEqual(near(1));
});

it('lie in the middle of what buyer and seller would both take', () => {
  // One unit, sold from 2 on, bought up to 6: any price in [2, 6] clears.
  expect(pricesOf([0], [[limited([-1], -2)], [limited([1], 6)]])).toEqual(near(4));
  // Shared with the offer of the dealer, who asks for nothing: [0, 6].
  expect(pricesOf([1], [[limited([1], 6)]])).toEqual(near(3));
});

it('lie in the middle of a face in two dimensions', () => {
  // One of each for one buyer who pays up to 6 in all; the sellers accept from 1 and from 3 on. The face is
  // p1 >= 1, p2 >= 3, p1 + p2 <= 6: a triangle with the lowest corner (1, 3) and, since the second weight
  // is larger (1.0 and 1.0618), the highest corner (1, 5). The middle is (1, 4).
  const books = [[limited([-1, 0], -1)], [limited([0, -1], -3)], [limited([1, 1], 6)]];
  expect(pricesOf([0, 0], books)).toEqual(near(1, 4));
  // Likewise p1 >= 3, p2 >= 1: from (3, 1) to (3, 3), not to (5, 1), which weighs less.
  const mirrored = [[limited([-1, 0], -3)], [limited([0, -1], -1)], [limited([1, 1], 6)]];
  expect(pricesOf([0, 0], mirrored)).toEqual(near(3, 2));
  expect(pricesOf([0, 0], mirrored.reverse())).toEqual(near(3, 2));
});

it('are zero for what is left over', () => {
  expect(pricesOf([3, 1], [[limited([2, 1], 7)]], [5, 5])).toEqual(near(0, 3.5));
});

it('stay what they were for a resource that nobody names, unless some is left of it', () => {
  const books = [[limited([-1, 0, 0], -2)], [limited([1, 0, 0], 6)]];
  expect(pricesOf([0, 0, 4], books, [9, 7, 7])).toEqual(near(4, 7, 0));
});

it('without a trade lie between the bids and the asks, not above the last price', () => {
  expect(pricesOf([0], [[limited([-1], -8)], [limited([1], 2)]], [9])).toEqual(near(5)); // [2, 8]
  expect(pricesOf([0], [[limited([-1], -8)], [limited([1], 2)]], [5])).toEqual(near(3.5)); // [2, 5]
  expect(pricesOf([0], [[limited([-1], -5)]], [1])).toEqual(near(0.5)); // [0, 1]
});

it('are capped by the most that any order could pay, and by the last price', () => {
  // Nobody sells; a bid of 4 for one unit bounds the price from below only.
  expect(pricesOf([0], [[limited([1], 4)]], [1])).toEqual(near(4)); // [4, 4]
  expect(pricesOf([0], [[limited([1], 4)]], [10])).toEqual(near(7)); // [4, 10]
  expect(pricesOf([0], [[unlimited([2], 8)], [limited([0.5], 1)]], [1])).toEqual(near(4)); // [4, 4]
});

it('rise above that cap only where no price below it clears the market', () => {
  // 3 of resource 1 can be swapped for 3 of resource 0 by an order that pays 2 for it and is filled in part, so
  // p1 = p0 + 2/3. The swapper could pay 2/3 for one of resource 1, but resource 0 is worth 10 to its buyer and
  // costs its seller 9: p0 in [9, 10], p1 in [9 2/3, ...]. The cap of p1 rises to 9 2/3, which leaves p0 = 9.
  const books = [
    [unlimited([-3, 3], 2)],
    [limited([0, -2], 0)],
    [limited([-1, 0], -9)],
    [unlimited([3, 0], 30)],
  ];
  expect(pricesOf([0, 0], books)).toEqual(near(9, 9 + 2 / 3));
  expect(pricesOf([0, 0], books.toReversed())).toEqual(near(9, 9 + 2 / 3));
});

it('rise above a cap of zero, too', () => {
  // The swapper pays nothing, so that p1 = p0 in [9, 10], though nobody pays anything for resource 1 alone.
  const books = [
    [unlimited([-3, 3], 0)],
    [limited([0, -2], 0)],
    [limited([-1, 0], -9)],
    [unlimited([3, 0], 30)],
  ];
  expect(pricesOf([0, 0], books)).toEqual(near(9, 9));
});

it('take no cap from the vertex that the matching ended in', () => {
  const books = [
    [unlimited([-3, 3, 0], 2)],
    [limited([0, -2, 0], 0), limited([0, 0, 0], 0)],
    [limited([2, 0, 0], 3), limited([0, 0, 0], 0)],
    [limited([0, 0, 0], 0)],
  ];
  const orders = permutations(books);
  expect(orders.map((book) => pricesOf([0, 0, 0], book, [1, 2, 3]))).toEqual(
    orders.map(() => near(2 / 3, 4 / 3, 3)), // p1 = p0 + 2/3 in [2/3, 2]
  );
});

it('of an empty book re-price: zero where there is an offer, else the last price', () => {
  expect(pricesOf([2, 0], [[], []], [3, 4])).toEqual(near(0, 4));
});

describe('do not depend on the order of the book', () => {
  const entry = fc.integer({ min: -3, max: 3 });
  const order = fc.record({
    bundle: fc.tuple(entry, entry, entry),
    limit: fc.integer({ min: -8, max: 8 }),
    kind: fc.constantFrom('limited' as const, 'unlimited' as const),
  });
  const book = fc.array(order, { minLength: 1, maxLength: 3 });
  /** Whole numbers make ties: many optimal fills, many clearing prices. */
  const situation = fc.record({
    books: fc.array(book, { minLength: 2, maxLength: 5 }),
    offer: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
    order: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
  });

  it('nor on who is who', () => {
    fc.assert(
      fc.property(situation, ({ books, offer, order }) => {
        const placed = books.map((orders) =>
          orders.map(({ bundle, limit, kind }) =>
            kind === 'limited' ? limited(bundle, limit) : unlimited(bundle, limit),
          ),
        );
        const shuffled = placed
          .map((orders, seat) => ({ orders: [...orders].reverse(), rank: order[seat]! }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ orders }) => orders);
        const previous = [1, 2, 3];
        expect(pricesOf(offer, shuffled, previous)).toEqual(near(...pricesOf(offer, placed, previous)));
      }),
      { numRuns: 150 },
    );
  });
});

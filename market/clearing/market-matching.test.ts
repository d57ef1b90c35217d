import { createHighsSolver } from '../lp/highs-solver.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import type { LedgerOrder } from '../ledger/ledger.port.js';
import { firstOptimum } from '../test/first-optimum.js';
import { limited, unlimited } from '../test/ledger-numbers.js';
import { matchingProblem, type MatchingOptimum } from './market-matching.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

function matched(offer: number[], books: LedgerOrder[][], dealer: LedgerOrder[] = []): MatchingOptimum {
  return firstOptimum(matchingProblem(Float64Array.from(offer), books, dealer), solver);
}

const near = (...values: number[]): unknown[] => values.map((value) => expect.closeTo(value, 8) as unknown);

it('fills the dearer buyer from the cheaper seller, in part where that is enough', () => {
  // Sells 3 at 1 each; wants 2 for up to 10: all of the purchase, two thirds of the sale, 10 - 2 = 8 gained
  // at the price at which the half-filled seller is indifferent.
  const { fills, surplus, duals } = matched([0], [[limited([-3], -3)], [limited([2], 10)]]);
  expect([...fills]).toEqual(near(2 / 3, 1));
  expect(surplus).toBeCloseTo(8, 8);
  expect([...duals]).toEqual(near(1));
});

it('never fills more than one mixture of an agent’s limited orders: an owner of 4 never sells 6', () => {
  // One plan sells 2 for at least 2, another 4 for at least 6; somebody pays 3 each for up to 10. The plans
  // gain 6 - 2 = 4 and 12 - 6 = 6: only the second. One by one they would gain 10 and sell 6.
  const owner = [limited([-2], -2), limited([-4], -6)];
  const { fills, surplus } = matched([0], [owner, [unlimited([10], 30)]]);
  expect([...fills]).toEqual(near(0, 1, 0.4));
  expect(surplus).toBeCloseTo(6, 8);
});

it('mixes an agent’s limited orders where that is best', () => {
  // Both plans gain; only 3 are wanted: half of each sells 1 + 2 = 3 for (2 + 6) / 2, gaining 9 - 4 = 5.
  const owner = [limited([-2], -2), limited([-4], -6)];
  const { fills, surplus } = matched([0], [owner, [unlimited([3], 9)]]);
  expect([...fills]).toEqual(near(0.5, 0.5, 1));
  expect(surplus).toBeCloseTo(5, 8);
});

it('fills unlimited orders up to their caps, beside the limited ones of the same agent', () => {
  // Sells 2 each at 1, without convexity: 4 in all, to one who pays 2 each.
  const owner = [limited([-2], -2), unlimited([-2], -2)];
  const { fills, surplus } = matched([0], [owner, [unlimited([10], 20)]]);
  expect([...fills]).toEqual(near(1, 1, 0.4));
  expect(surplus).toBeCloseTo(4, 8);
});

it('hands out the offer for nothing where there is enough, at price zero', () => {
  const { fills, duals } = matched([5, 1], [[limited([2, 1], 7)]]);
  expect([...fills]).toEqual(near(1));
  expect(duals[0]).toBeCloseTo(0, 9);
});

it('treats each order of the dealer on its own', () => {
  // Sells 2 at 1 and 2 at 2; a buyer takes 3 at up to 5 each: 15 - 2 - 2 = 11 at the price 2.
  const { fills, surplus, duals } = matched(
    [0],
    [[limited([3], 15)]],
    [limited([-2], -2), limited([-2], -4)],
  );
  expect([...fills]).toEqual(near(1, 1, 0.5));
  expect(surplus).toBeCloseTo(11, 8);
  expect([...duals]).toEqual(near(2));
});

it('of an empty book is empty', () => {
  expect(matched([3, 0], [[], []])).toEqual({
    fills: new Float64Array(0),
    surplus: 0,
    duals: new Float64Array(2),
  });
});

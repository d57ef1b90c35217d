import { fc } from '#market/test/seeded-properties.js';
import type { AgentProblem } from '#market/instance.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { sparseFromRows, times } from '#market/lp/sparse-matrix.js';
import { verifyBestResponse } from './best-response.js';
import { BundleModel, type LimitedBundle } from './bundle-model.js';
import { anAgent, blems, vectorOf } from './test/agent-problems.js';

const position = { allocation: blems.third, cost: -13 / 6 };

/** Any bounded agent with m = 2: non-negative own rows, a box, resources used or produced. */
const anyProblem: fc.Arbitrary<AgentProblem> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([n, rows]) => {
    const numbers = (length: number, min: number, max: number): fc.Arbitrary<number[]> =>
      fc.array(fc.integer({ min: min * 8, max: max * 8 }).map((value) => value / 8), { minLength: length, maxLength: length }); // prettier-ignore
    return fc.record({
      cost: numbers(n, -5, 5),
      own: fc.array(numbers(n, 0, 4), { minLength: rows, maxLength: rows }),
      upper: numbers(rows, 0, 10),
      shared: fc.array(numbers(n, -2, 4), { minLength: 2, maxLength: 2 }),
      most: numbers(n, 0, 6),
    });
  })
  .map(({ cost, own, upper, shared, most }) => ({
    cost: vectorOf(...cost),
    own: {
      matrix: sparseFromRows(own, cost.length),
      lower: vectorOf(...upper.map(() => -Infinity)),
      upper: vectorOf(...upper),
    },
    shared: sparseFromRows(shared, cost.length),
    columnLower: vectorOf(...cost.map(() => 0)),
    columnUpper: vectorOf(...most),
  }));

/** `shares` of the box, drawn towards zero until the own rows hold. */
function someFeasiblePlan({ own, columnUpper }: AgentProblem, shares: readonly number[]): Float64Array {
  const plan = columnUpper.map((most, j) => most * shares[j % shares.length]!);
  const fit = times(own.matrix, plan).reduce((least, sum, i) => {
    return sum > own.upper[i]! ? Math.min(least, own.upper[i]! / sum) : least;
  }, 1);
  return plan.map((entry) => entry * fit);
}

describe('proof of a best response', () => {
  let solver: LpSolver;
  let best: LimitedBundle;
  const prices = vectorOf(0.25, 0.5);

  beforeAll(async () => {
    solver = await createHighsSolver();
    const model = new BundleModel(solver, blems.first);
    const search = model.search(prices, position);
    if (search.status !== 'found' || search.best.kind !== 'limited') throw new Error('no limited bundle');
    best = search.best;
    model.dispose();
  });

  it('accepts the optimum and returns its utility', () => {
    const proven = verifyBestResponse(blems.first, prices, position, best);
    expect(proven?.utility).toBeCloseTo(best.utility, 12);
  });

  it.each([
    ['a plan that is feasible but not the best', () => ({ ...best, plan: best.plan.map((x) => x * 0.99) })],
    ['a plan that breaks a row', () => ({ ...best, plan: best.plan.map((x) => x * 1.01) })],
    // costs at these prices are (-1/4, -3/4): as good as the optimum (0, 4), but 2 x1 + x2 = 24
    ['an impossible plan of the same cost', () => ({ ...best, plan: vectorOf(12, 0) })],
    ['doing nothing, as if nothing gained', () => ({ plan: vectorOf(0, 0), ownDuals: vectorOf(0) })],
    ['a plan below a bound', () => ({ ...best, plan: vectorOf(-0.1, 4) })],
    ['duals that prove less', () => ({ ...best, ownDuals: best.ownDuals.map((y) => y * 1.01) })],
    ['duals that prove too much', () => ({ ...best, ownDuals: best.ownDuals.map((y) => y * 0.99) })],
    ['duals of the wrong sign', () => ({ ...best, ownDuals: best.ownDuals.map((y) => -y) })],
    ['something that is no number', () => ({ ...best, plan: vectorOf(NaN, 4) })],
    ['an infinite dual', () => ({ ...best, ownDuals: vectorOf(-Infinity) })],
    ['a short plan', () => ({ ...best, plan: vectorOf(4) })],
    ['a dual too many', () => ({ ...best, ownDuals: vectorOf(...best.ownDuals, 0) })],
  ])('refuses %s', (_, tampered) => {
    expect(verifyBestResponse(blems.first, prices, position, tampered())).toBeNull();
  });

  it('refuses any plan where utility has no end', () => {
    const boundless = anAgent({ cost: [-3], own: [[0]], upper: [1], shared: [[1]] });
    const claim = { plan: vectorOf(5), ownDuals: vectorOf(0) };
    expect(
      verifyBestResponse(boundless, vectorOf(1), { allocation: vectorOf(0), cost: 0 }, claim),
    ).toBeNull();
  });

  it('holds for any agent at any prices, and no feasible plan does better', () => {
    fc.assert(
      fc.property(
        anyProblem,
        fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true })),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (problem, [first, second], shares) => {
          const at = vectorOf(first, second);
          const here = { allocation: vectorOf(1, 1), cost: 0 };
          const model = new BundleModel(solver, problem);
          const search = model.search(at, here);
          model.dispose();
          if (search.status !== 'found' || search.best.kind !== 'limited')
            throw new Error('bounded by its box');
          const proven = verifyBestResponse(problem, at, here, search.best);
          // U is never below 0 in a match; here cost is arbitrary, so compare what is positive.
          expect(proven?.utility).toBeCloseTo(Math.max(0, search.best.utility), 6);

          const plan = someFeasiblePlan(problem, shares);
          const used = times(problem.shared, plan);
          const cost = problem.cost.reduce((sum, d, j) => sum + d * plan[j]!, 0);
          const utility = -cost - (first * (used[0]! - 1) + second * (used[1]! - 1));
          expect(utility).toBeLessThanOrEqual(search.best.utility + 1e-7);
        },
      ),
    );
  });
});

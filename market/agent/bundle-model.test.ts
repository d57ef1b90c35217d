import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { BundleModel, type BundleSearch } from './bundle-model.js';
import { anAgent, blems, vectorOf } from './test/agent-problems.js';

function bestOf(search: BundleSearch) {
  if (search.status !== 'found') throw new Error(`search ended ${search.status}`);
  return search.best;
}

function near(...values: number[]): unknown[] {
  return values.map((value) => expect.closeTo(value, 9) as unknown);
}

describe('bundle determination', () => {
  let solver: LpSolver;
  beforeAll(async () => (solver = await createHighsSolver()));

  it('finds what the two agents of the worked example want when all is free', () => {
    const first = new BundleModel(solver, blems.first);
    // 2 x1 + x2 <= 4 alone: x = (0, 4) uses (12, 4); z_1 of a third is -13/6.
    const one = bestOf(first.search(vectorOf(0, 0), { allocation: blems.third, cost: -13 / 6 }));
    expect(one.kind).toBe('limited');
    expect([...one.bundle]).toEqual(near(28 / 3, 7 / 3));
    expect(one.value).toBeCloseTo(8 - 13 / 6, 9);
    expect(one.utility).toBeCloseTo(one.value, 9);

    const second = new BundleModel(solver, blems.second);
    // 2 x1 + 3 x2 <= 9: x = (0, 3) uses (3, 3); z_2 of a third is -5.
    const two = bestOf(second.search(vectorOf(0, 0), { allocation: blems.third, cost: -5 }));
    expect([...two.bundle]).toEqual(near(1 / 3, 4 / 3));
    expect(two.value).toBeCloseTo(4, 9);
    first.dispose();
    second.dispose();
  });

  it('sells everything when prices are high, at less than its value in use', () => {
    const model = new BundleModel(solver, blems.first);
    const best = bestOf(model.search(vectorOf(10, 10), { allocation: blems.third, cost: -13 / 6 }));
    expect([...best.bundle]).toEqual(near(-8 / 3, -5 / 3));
    expect(best.value).toBeCloseTo(-13 / 6, 9);
    expect(best.utility).toBeCloseTo(130 / 3 - 13 / 6, 9);
    model.dispose();
  });

  it('asks for no more of a free resource than the plan uses', () => {
    const model = new BundleModel(solver, blems.first);
    // p = (0, 2.5): x1 costs 1.5, x2 costs 0.5 a unit, so nothing is made and all is sold.
    const best = bestOf(model.search(vectorOf(0, 2.5), { allocation: blems.third, cost: -13 / 6 }));
    expect([...best.bundle]).toEqual(near(-8 / 3, -5 / 3));
    model.dispose();
  });

  it('wants any multiple where nothing of its own limits it', () => {
    // Earns 3 per unit of x, which takes 2 of A and gives 1 of B.
    const problem = anAgent({ cost: [-3], own: [], upper: [], shared: [[2], [-1]] });
    const model = new BundleModel(solver, problem);
    const position = { allocation: vectorOf(0, 0), cost: 0 };
    const best = bestOf(model.search(vectorOf(1, 0.5), position));
    expect(best).toMatchObject({ kind: 'unlimited' });
    expect([...best.bundle]).toEqual(near(1, -0.5));
    expect(best.value).toBeCloseTo(1.5, 9);
    expect(best.utility).toBeCloseTo(1.5 - (1 - 0.25), 9);
    // p = (2, 0.5) takes 4 - 0.5 for what earns 3: nothing is the best.
    const none = bestOf(model.search(vectorOf(2, 0.5), position));
    expect(none).toMatchObject({ kind: 'limited' });
    expect(none.utility).toBeCloseTo(0, 12);
    model.dispose();
  });

  it('does not take the rounding of prices for an endless gain', () => {
    // 3 units of A earn 1: the price at which it breaks even, 1/3, is no multiple of 1e-9.
    const problem = anAgent({ cost: [-1], own: [], upper: [], shared: [[3]] });
    const model = new BundleModel(solver, problem);
    const position = { allocation: vectorOf(0), cost: 0 };
    const rounded = bestOf(model.search(vectorOf(0.333333333), position));
    expect(rounded).toMatchObject({ kind: 'limited', utility: 0 });
    expect(bestOf(model.search(vectorOf(0.3333333), position)).kind).toBe('unlimited');
    model.dispose();
  });

  it('says what is wrong instead of giving a number', () => {
    const position = { allocation: vectorOf(1), cost: 0 };
    const lone = new BundleModel(solver, anAgent({ cost: [-1], own: [], upper: [], shared: [[0]] }));
    expect(lone.search(vectorOf(1), position)).toMatchObject({ status: 'failed' });
    const impossible = new BundleModel(
      solver,
      anAgent({ cost: [1], own: [[1]], upper: [-1], shared: [[1]] }),
    );
    expect(impossible.search(vectorOf(1), position)).toEqual({ status: 'infeasible' });
    const hurried = new BundleModel(solver, blems.first);
    expect(
      hurried.search(vectorOf(0, 0), { allocation: blems.third, cost: 0 }, { iterationLimit: 0 }),
    ).toEqual({ status: 'iteration-limit' });
    for (const model of [lone, impossible, hurried]) model.dispose();
  });
});

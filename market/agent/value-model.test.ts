import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { anAgent, blems, vectorOf } from './test/agent-problems.js';
import { ValueModel, type Valuation } from './value-model.js';

function costOf(valuation: Valuation): number {
  return valuation.status === 'optimal' ? valuation.cost : NaN;
}

describe('the value of an allocation', () => {
  let solver: LpSolver;
  beforeAll(async () => (solver = await createHighsSolver()));

  it('is the cost of the best plan that fits into it', () => {
    const model = new ValueModel(solver, blems.first);
    // min -x1 - 2 x2, 2 x1 + x2 <= 4, x1 + 3 x2 <= 8/3, x1 + x2 <= 5/3: vertex x = (7/6, 1/2), cost -13/6.
    const third = model.valueAt(blems.third);
    expect(costOf(third)).toBeCloseTo(-13 / 6, 12);
    expect('plan' in third && [...third.plan]).toEqual([
      expect.closeTo(7 / 6, 12),
      expect.closeTo(1 / 2, 12),
    ]);
    // with (5, 2): x = (1/2, 3/2), cost -3.5
    expect(costOf(model.valueAt(vectorOf(5, 2)))).toBeCloseTo(-3.5, 12);
    expect(costOf(model.valueAt(vectorOf(0, 0)))).toBeCloseTo(0, 12);
    model.dispose();
  });

  it('is infeasible where the agent could not live with what it holds', () => {
    const model = new ValueModel(solver, blems.first);
    expect(model.valueAt(vectorOf(-1, 2)).status).toBe('infeasible');
    expect(model.valueAt(blems.third).status).toBe('optimal');
    model.dispose();
  });

  it('forgives what rounding to ledger units can take away', () => {
    const needsTwo = anAgent({ cost: [1], own: [[-1]], upper: [-2], shared: [[1]] });
    const model = new ValueModel(solver, needsTwo);
    expect(costOf(model.valueAt(vectorOf(2 - 5e-9)))).toBeCloseTo(2, 6);
    expect(model.valueAt(vectorOf(2 - 1e-5)).status).toBe('infeasible');
    // What has come to be held is worth something in any case, however often it was rounded at that edge.
    expect(costOf(model.valueAt(vectorOf(2 - 1e-5), { isHeld: true }))).toBeCloseTo(2, 4);
    expect(model.valueAt(vectorOf(1), { isHeld: true }).status).toBe('infeasible');
    model.dispose();
  });

  it('has no number when nothing limits the gain', () => {
    const boundless = anAgent({ cost: [-1], own: [], upper: [], shared: [[-1]] });
    const model = new ValueModel(solver, boundless);
    expect(model.valueAt(vectorOf(0)).status).toBe('unbounded');
    model.dispose();
  });

  it('stops at the iteration limit', () => {
    const model = new ValueModel(solver, blems.first);
    expect(model.valueAt(blems.third, { iterationLimit: 0 }).status).toBe('iteration-limit');
    model.dispose();
  });
});

import { householdProblem } from '#market/energy/programs/household-problem.js';
import { aHousehold, anEnergyMarket, series } from '#market/energy/test/households.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { theSolver } from '../test/a-match.js';
import { BundleModel, type LimitedBundle } from './bundle-model.js';
import { partBundles, solvesForParts } from './part-bundles.js';
import { ValueModel } from './value-model.js';

const battery = {
  ...{ capacity: 4, chargePower: 1, dischargePower: 1 },
  ...{ efficiency: 0.81, initialEnergy: 0, wear: 0 },
};
/** Stores 1 kWh in each of two cheap hours, and gives back 0.81 of it in each of two dear ones. */
const prices = series(0.1, 0.11, 0.35, 0.36);
const home = aHousehold([2, 2, 2, 2], { batteries: [battery], generation: series(3, 3, 0, 0) });
const { problem } = householdProblem(home, anEnergyMarket({ retail: [0.4, 0.4, 0.4, 0.4] }));
const allocation = series(3, 3, 0, 0);

describe('a best bundle in parts', () => {
  let solver: LpSolver;
  let now: { readonly cost: number; readonly plan: Float64Array };
  let best: LimitedBundle;
  let values: ValueModel;
  beforeAll(async () => {
    solver = await theSolver();
    values = new ValueModel(solver, problem);
    const valued = values.valueAt(allocation);
    if (valued.status !== 'optimal') throw new Error('no plan now');
    now = valued;
    const model = new BundleModel(solver, problem);
    const found = model.search(prices, { allocation, cost: now.cost });
    model.dispose();
    if (found.status !== 'found' || found.best.kind === 'unlimited') throw new Error('no best bundle');
    best = found.best;
  });
  afterAll(() => values.dispose());

  const parts = (limit = 10_000) =>
    partBundles(solver, problem, best, {
      prices,
      position: { allocation, cost: now.cost },
      planNow: now.plan,
      iterationLimit: limit,
    });

  it('each trade all that it trades of one resource, and of others no more than it does', () => {
    const { found } = parts();
    const traded = [...best.bundle.keys()].filter((r) => Math.abs(best.bundle[r]!) > 1e-6);
    expect(traded.length).toBeGreaterThan(2);
    expect(found).toHaveLength(traded.length);
    for (const r of traded)
      expect(found.some(({ bundle }) => Math.abs(bundle[r]! - best.bundle[r]!) < 1e-6)).toBe(true);
    for (const { bundle } of found)
      bundle.forEach((quantity, r) => {
        const [low, high] = [Math.min(0, best.bundle[r]!), Math.max(0, best.bundle[r]!)];
        expect(quantity).toBeGreaterThanOrEqual(low - 1e-6);
        expect(quantity).toBeLessThanOrEqual(high + 1e-6);
      });
  });

  it('trade little else: some leave out what another one trades', () => {
    const { found } = parts();
    const size = ({ bundle }: LimitedBundle): number => bundle.reduce((sum, q) => sum + Math.abs(q), 0);
    expect(Math.min(...found.map(size))).toBeLessThan(0.6 * size(best));
  });

  it('are worth what they say, never less than they cost, and no more than the best', () => {
    for (const { bundle, value, utility, plan } of parts().found) {
      const with_ = values.valueAt(allocation.map((held, r) => held + bundle[r]!));
      expect(with_.status).toBe('optimal');
      const { cost } = with_ as { readonly cost: number };
      expect(now.cost - cost).toBeGreaterThanOrEqual(value - 1e-7);
      expect(plan.reduce((sum, x, j) => sum + x * problem.cost[j]!, 0)).toBeCloseTo(now.cost - value, 7);
      expect(utility).toBeGreaterThanOrEqual(-1e-7);
      expect(utility).toBeLessThanOrEqual(best.utility + 1e-7);
    }
  });

  it('end where the iterations do, and count as solves', () => {
    expect(parts(0).found).toEqual([]);
    expect(solvesForParts(best)).toBe(1);
    expect(solvesForParts({ bundle: new Float64Array(96).fill(1) })).toBe(6);
  });
});

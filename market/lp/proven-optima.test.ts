import { equilibrated } from './equilibrate.js';
import { createHighsSolver } from './highs-solver.js';
import type { LinearProblem } from './linear-problem.js';
import type { LpOptimum, LpOutcome, LpSolver } from './lp-solver.port.js';
import { distanceFromOptimum } from './optimality.js';
import { provenOptima } from './proven-optima.js';
import { sparseFromRows } from './sparse-matrix.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

/** max 3x + 2y, x + y <= 4, x + 3y <= 6, x <= 3, in units `size` apart: (3, 1), -11. */
function aProblem(size = 1): LinearProblem {
  return {
    cost: Float64Array.of(-3, -2 / size),
    columnLower: Float64Array.of(0, 0),
    columnUpper: Float64Array.of(3, Infinity),
    matrix: sparseFromRows([[1, 1 / size], [1e-3, 3e-3 / size]], 2), // prettier-ignore
    rowLower: Float64Array.of(-Infinity, -Infinity),
    rowUpper: Float64Array.of(4, 6e-3),
  };
}

function solved(problem: LinearProblem): LpOptimum {
  const model = solver.createModel(problem);
  const outcome = model.solve();
  model.dispose();
  if (outcome.status !== 'optimal') throw new Error(outcome.status);
  return outcome;
}

/** The real solver, of whose answers `lie` may make others; counts the models. */
function lying(lie: (outcome: LpOutcome, model: number) => LpOutcome): {
  solver: LpSolver;
  models: () => number;
} {
  let models = 0;
  return {
    models: () => models,
    solver: {
      statistics: solver.statistics,
      createModel: (problem, options) => {
        const model = solver.createModel(problem, options);
        const number = models++;
        return Object.assign(Object.create(model) as typeof model, {
          solve: () => lie(model.solve(), number),
          dispose: () => model.dispose(),
        });
      },
    },
  };
}

function first(problem: LinearProblem, by: LpSolver): { optimum: LpOptimum | null; reasons: string[] } {
  const reasons: string[] = [];
  for (const optimum of provenOptima(problem, {}, by, (reason) => reasons.push(reason)))
    return { optimum, reasons };
  return { optimum: null, reasons };
}

describe('the distance from the optimum', () => {
  it('of an optimum is rounding', () => {
    expect(distanceFromOptimum(aProblem(), solved(aProblem()))).toBeLessThan(1e-12);
  });

  const change = (optimum: LpOptimum, changed: Partial<LpOptimum>): LpOptimum => ({ ...optimum, ...changed });
  it.each<[string, (optimum: LpOptimum) => LpOptimum]>([
    ['a point outside', (optimum) => change(optimum, { x: Float64Array.of(3, 1.1) })],
    ['a point beyond a bound', (optimum) => change(optimum, { x: Float64Array.of(3.1, 0.9) })],
    ['a point inside', (optimum) => change(optimum, { x: Float64Array.of(2, 1) })],
    ['duals of another vertex', (optimum) => change(optimum, { rowDuals: Float64Array.of(-3, 0) })],
    ['duals of the wrong sign', (optimum) => change(optimum, { rowDuals: Float64Array.of(2, 0) })],
    ['no number', (optimum) => change(optimum, { x: Float64Array.of(NaN, 1) })],
    ['no dual', (optimum) => change(optimum, { rowDuals: Float64Array.of(NaN, 0) })],
    ['infinity', (optimum) => change(optimum, { x: Float64Array.of(-Infinity, Infinity) })],
  ])('of %s is not', (_, lie) => {
    expect(distanceFromOptimum(aProblem(), lie(solved(aProblem())))).toBeGreaterThan(0.01);
  });
});

describe('equilibrated', () => {
  it.each([1, 1e-9, 3e7, 1e12])(
    'a problem in units of %p has coefficients around 1, and the same optimum',
    (size) => {
      const problem = aProblem(size);
      const even = equilibrated(problem);
      const scaled = even.problem;
      for (const value of scaled.matrix.values) expect(Math.abs(Math.log2(value))).toBeLessThan(3);
      const optimum = even.restore(solved(scaled));
      expect(optimum.objective).toBeCloseTo(-11, 9);
      expect(optimum.x[0]).toBeCloseTo(3, 9);
      expect(optimum.x[1]! / size).toBeCloseTo(1, 9);
      expect(distanceFromOptimum(problem, optimum)).toBeLessThan(1e-9);
    },
  );

  it('only moves the exponents of numbers', () => {
    const problem = aProblem(3e7);
    const { problem: scaled } = equilibrated(problem);
    scaled.matrix.values.forEach((value, e) => {
      expect(Number.isInteger(Math.log2(value / problem.matrix.values[e]!))).toBe(true);
    });
  });
});

describe('proven optima', () => {
  it('are the solver’s first answer where that proves itself', () => {
    const { solver: honest, models } = lying((outcome) => outcome);
    expect(first(aProblem(), honest)).toMatchObject({ optimum: { objective: -11 }, reasons: [] });
    expect(models()).toBe(1);
  });

  const wrong = (outcome: LpOutcome): LpOutcome =>
    outcome.status === 'optimal' ? { ...outcome, x: outcome.x.map((value) => value + 1) } : outcome;
  it.each<[string, (outcome: LpOutcome) => LpOutcome, RegExp]>([
    ['unbounded', () => ({ status: 'unbounded', ray: Float64Array.of(1, 0) }), /unbounded/],
    ['infeasible', () => ({ status: 'infeasible' }), /infeasible/],
    ['an undecided state', () => ({ status: 'failed', reason: 'state 15' }), /state 15/],
    ['an optimum that is none', wrong, /off by/],
  ])('are sought by other methods after %s', (_, lie, reason) => {
    for (const lies of [1, 3, 5]) {
      const { solver: liar, models } = lying((outcome, model) => (model < lies ? lie(outcome) : outcome));
      const { optimum, reasons } = first(aProblem(), liar);
      expect(optimum!.objective).toBeCloseTo(-11, 9);
      expect(reasons).toEqual(Array.from({ length: lies }, () => expect.stringMatching(reason) as string));
      expect(models()).toBe(lies + 1);
    }
  });

  it('are none where every method fails', () => {
    const { optimum, reasons } = first(aProblem(), lying(wrong).solver);
    expect(optimum).toBeNull();
    expect(reasons).toHaveLength(6);
  });

  it('are found by every method', () => {
    const found = [...provenOptima(aProblem(1e6), {}, solver, (reason) => expect(reason).toBeUndefined())];
    expect(found.map(({ objective }) => Math.round(objective * 1e6) / 1e6)).toEqual(new Array(6).fill(-11));
  });
});

import { seededRng, uniform } from '../rng.js';
import { createHighsSolver } from './highs-solver.js';
import type { LinearProblem } from './linear-problem.js';
import type { LpOptimum, LpOutcome, LpSolver } from './lp-solver.port.js';
import { sparseFromRows, times, transposeTimes } from './sparse-matrix.js';

const INF = Infinity;

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

/** min cost'x over rows with bounds; x >= 0 unless `columns` says otherwise. */
function program(
  cost: number[],
  rows: readonly { readonly of: number[]; readonly within: [number, number] }[] = [],
  columns: readonly [number, number][] = cost.map(() => [0, INF]),
): LinearProblem {
  const vector = (values: number[]): Float64Array => Float64Array.from(values);
  return {
    cost: vector(cost),
    columnLower: vector(columns.map(([lower]) => lower)),
    columnUpper: vector(columns.map(([, upper]) => upper)),
    matrix: sparseFromRows(
      rows.map(({ of }) => of),
      cost.length,
    ),
    rowLower: vector(rows.map(({ within }) => within[0])),
    rowUpper: vector(rows.map(({ within }) => within[1])),
  };
}

function solved(problem: LinearProblem, iterationLimit?: number): LpOutcome {
  const model = solver.createModel(problem);
  try {
    return model.solve(iterationLimit === undefined ? {} : { iterationLimit });
  } finally {
    model.dispose();
  }
}

function optimumOf(problem: LinearProblem): LpOptimum {
  const outcome = solved(problem);
  if (outcome.status !== 'optimal') throw new Error(`ended ${outcome.status}`);
  return outcome;
}

describe('an optimum', () => {
  // max x + 2y, x + y <= 4, x + 3y <= 6: both rows bind at (3, 1), worth 5, duals 1/2 and 1/2.
  const problem = program([-1, -2], [{ of: [1, 1], within: [-INF, 4] }, { of: [1, 3], within: [-INF, 6] }]); // prettier-ignore

  it('has the hand-solved plan, value and duals, signed as d objective / d bound', () => {
    const { objective, x, rowDuals, reducedCosts } = optimumOf(problem);
    expect(objective).toBeCloseTo(-5, 9);
    expect([...x]).toEqual([expect.closeTo(3, 9), expect.closeTo(1, 9)]);
    expect([...rowDuals]).toEqual([expect.closeTo(-0.5, 9), expect.closeTo(-0.5, 9)]);
    expect([...reducedCosts]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  });

  it('changes with a bound as its dual says', () => {
    const moved = { ...problem, rowUpper: Float64Array.of(4.01, 6) };
    expect(optimumOf(moved).objective - optimumOf(problem).objective).toBeCloseTo(-0.5 * 0.01, 9);
  });

  it('obeys equality rows and ranges on both sides', () => {
    // x + y in [2, 5], x = y: minimising takes x = y = 1, maximising x = y = 2.5.
    const rows = [{ of: [1, 1], within: [2, 5] as [number, number] }, { of: [1, -1], within: [0, 0] as [number, number] }]; // prettier-ignore
    const free: [number, number][] = [[-INF, INF], [-INF, INF]]; // prettier-ignore
    const least = optimumOf(program([1, 2], rows, free));
    expect([...least.x]).toEqual([1, 1].map((value) => expect.closeTo(value, 9) as unknown));
    expect(least.rowDuals[0]).toBeGreaterThan(0); // raising the lower bound costs
    const most = optimumOf(program([-1, -2], rows, free));
    expect([...most.x]).toEqual([2.5, 2.5].map((value) => expect.closeTo(value, 9) as unknown));
    expect(most.rowDuals[0]).toBeLessThan(0); // raising the upper bound saves
  });

  it('needs no rows', () => {
    expect(optimumOf(program([-1, 1], [], [[0, 4], [-2, 3]])).objective).toBe(-6); // prettier-ignore
  });

  it('stays what it was when its model goes on', () => {
    const model = solver.createModel(problem);
    const first = model.solve() as LpOptimum;
    const kept = [...first.x];
    model.setCosts(Float64Array.of(1, 1));
    model.solve();
    model.dispose();
    expect([...first.x]).toEqual(kept);
  });
});

describe('whatever is no optimum is a case of its own', () => {
  it('infeasible', () => {
    expect(solved(program([1], [{ of: [1], within: [2, 3] }], [[0, 1]]))).toEqual({ status: 'infeasible' });
    expect(solved(program([-1], [{ of: [0], within: [1, 2] }]))).toEqual({ status: 'infeasible' });
  });

  it.each([
    ['through rows', program([-1, -1], [{ of: [1, -1], within: [-INF, 1] }])],
    ['beside rows', program([-1, -1], [{ of: [1, 0], within: [-INF, 3] }])],
    ['without any row', program([1, -1], [])],
    ['with an empty row', program([-1], [{ of: [0], within: [-INF, 3] }])],
    ['downwards', program([1], [], [[-INF, INF]])],
    ['past columns that end', program([-1, 2, 2], [], [[0, 5], [0, INF], [-INF, 0]])], // prettier-ignore
  ])('unbounded %s, with a ray that gains and stays feasible', (_, problem) => {
    const outcome = solved(problem);
    if (outcome.status !== 'unbounded') throw new Error(outcome.status);
    const { ray } = outcome;
    expect(problem.cost.reduce((sum, cost, j) => sum + cost * ray[j]!, 0)).toBeLessThan(0);
    ray.forEach((step, j) => {
      if (step > 0) expect(problem.columnUpper[j]).toBe(INF);
      if (step < 0) expect(problem.columnLower[j]).toBe(-INF);
    });
    times(problem.matrix, ray).forEach((change, i) => {
      if (change > 1e-9) expect(problem.rowUpper[i]).toBe(INF);
      if (change < -1e-9) expect(problem.rowLower[i]).toBe(-INF);
    });
  });

  it('finds the ray of costs set later', () => {
    const model = solver.createModel(program([1, 1]));
    expect(model.solve().status).toBe('optimal');
    model.setCosts(Float64Array.of(1, -1));
    expect(model.solve()).toEqual({ status: 'unbounded', ray: Float64Array.of(0, 1) });
    model.dispose();
  });

  it('out of iterations, and the model is good for another try', () => {
    const problem = randomProgram('limited', 20, 30);
    const model = solver.createModel(problem);
    expect(model.solve({ iterationLimit: 1 })).toEqual({ status: 'iteration-limit' });
    expect(model.lastIterations).toBe(1);
    expect(model.solve().status).toBe('optimal');
    model.dispose();
  });

  it('a problem beyond the solver’s range', () => {
    expect(() => solver.createModel(program([1], [{ of: [1e16], within: [0, 1] }]))).toThrow(
      expect.objectContaining({ name: 'MarketError', code: 'solver-failed' }) as Error,
    );
  });

  it('an error inside the solver, here of a model that is gone', () => {
    const model = solver.createModel(program([1]));
    model.dispose();
    expect(model.solve()).toMatchObject({ status: 'failed' });
  });
});

describe('a malformed problem never reaches the solver', () => {
  it.each([
    ['NaN cost', program([NaN])],
    ['infinite cost', program([-INF])],
    ['NaN coefficient', program([1], [{ of: [NaN], within: [0, 1] }])],
    ['infinite coefficient', program([1], [{ of: [INF], within: [0, 1] }])],
    ['NaN bound', program([1], [], [[NaN, 1]])],
    ['crossed bounds', program([1], [], [[2, 1]])],
    ['a lower bound of +infinity', program([1], [], [[INF, INF]])],
    ['an upper bound of -infinity', program([1], [{ of: [1], within: [-INF, -INF] }])],
    ['too few costs', { ...program([1, 2]), cost: Float64Array.of(1) }],
    ['too few row bounds', { ...program([1], [{ of: [1], within: [0, 1] }]), rowUpper: new Float64Array(0) }],
    ['no variables', program([])],
  ])('%s', (_, problem) => {
    expect(() => solver.createModel(problem)).toThrow(
      expect.objectContaining({ code: 'malformed-problem' }) as Error,
    );
  });

  it.each([NaN, INF, -INF])('nor do costs of %p set later', (cost) => {
    const model = solver.createModel(program([1]));
    expect(() => model.setCosts(Float64Array.of(cost))).toThrow('cost[0]');
    expect(() => model.setCosts(Float64Array.of(1, 2))).toThrow('cost has 2 entries');
    expect(model.solve()).toMatchObject({ status: 'optimal', objective: 0 });
    model.dispose();
  });
});

it('a warm start ends at the same optimum as a cold one', () => {
  const rng = seededRng('warm');
  const problem = randomProgram('warm', 12, 24);
  const warm = solver.createModel(problem);
  for (let step = 0; step < 40; step++) {
    const cost = Float64Array.from({ length: 24 }, () => uniform(rng, -5, 1));
    const rowUpper = Float64Array.from({ length: 12 }, () => uniform(rng, 1, 30));
    warm.setCosts(cost);
    warm.setRowBounds(0, problem.rowLower, rowUpper);
    const cold = optimumOf({ ...problem, cost, rowUpper });
    const again = warm.solve();
    if (again.status !== 'optimal') throw new Error(again.status);
    expect(again.objective).toBeCloseTo(cold.objective, 8);
    const reduced = transposeTimes(problem.matrix, again.rowDuals).map((dual, j) => cost[j]! - dual);
    reduced.forEach((value, j) => expect(value).toBeCloseTo(again.reducedCosts[j]!, 8));
  }
  warm.dispose();
});

it('changes some rows and leaves the others', () => {
  const rows = [{ of: [1, 0], within: [0, 1] as [number, number] }, { of: [0, 1], within: [0, 1] as [number, number] }]; // prettier-ignore
  const model = solver.createModel(program([-1, -1], rows));
  model.setRowBounds(1, Float64Array.of(0), Float64Array.of(7));
  expect(model.solve()).toMatchObject({ status: 'optimal', objective: -8 });
  model.dispose();
});

it('thousands of models come and go without growing', () => {
  const problem = randomProgram('memory', 12, 24);
  const first = optimumOf(problem).objective;
  const use = (times: number): number => {
    for (let i = 0; i < times; i++)
      if (optimumOf(problem).objective !== first) throw new Error('another optimum');
    return process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  };
  const before = use(100);
  expect(use(1000) - before).toBeLessThan(20e6); // undisposed they take some 120 kB each
});

it('counts solves and iterations', () => {
  const { solves, iterations } = { ...solver.statistics };
  const model = solver.createModel(randomProgram('count', 5, 8));
  model.solve();
  model.dispose();
  expect(solver.statistics.solves).toBe(solves + 1);
  expect(solver.statistics.iterations).toBe(iterations + model.lastIterations);
  expect(model.lastIterations).toBeGreaterThan(0);
});

/** Bounded and feasible at 0. */
function randomProgram(seed: string, rows: number, columns: number): LinearProblem {
  const rng = seededRng(seed);
  return program(
    Array.from({ length: columns }, () => uniform(rng, -5, 0)),
    Array.from({ length: rows }, () => ({
      of: Array.from({ length: columns }, () => uniform(rng, -1, 5)),
      within: [-INF, uniform(rng, 5, 30)] as [number, number],
    })),
    Array.from({ length: columns }, () => [0, 20] as [number, number]),
  );
}

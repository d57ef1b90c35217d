import { optimumOf, series } from '../energy/test/households.js';
import type { AgentProblem, MarketInstance } from '../instance.js';
import { sparseFromRows } from '../lp/sparse-matrix.js';
import { denseRows } from '../test/dense-rows.js';
import { createHighsSolver } from '../lp/highs-solver.js';
import { centralOptimum, solvedCentral } from './central-optimum.js';
import { centralProblem, jointProblem, totalSupply } from './central-problem.js';
import { equilibriumPrices } from './equilibrium-prices.js';

function agent(cost: number[], own: number[][], upper: number[], shared: number[][]): AgentProblem {
  return {
    cost: series(...cost),
    own: {
      matrix: sparseFromRows(own, cost.length),
      lower: new Float64Array(own.length).fill(-Infinity),
      upper: series(...upper),
    },
    shared: sparseFromRows(shared, cost.length),
    columnLower: new Float64Array(cost.length),
    columnUpper: new Float64Array(cost.length).fill(Infinity),
  };
}

/** [BLEMS] Appendix C, a third of (8, 5) each. */
const third = series(8 / 3, 5 / 3);
const first = agent([-1, -2], [[2, 1]], [4], [[1, 3], [1, 1]]); // prettier-ignore
const second = agent([-1, -3], [[2, 3]], [9], [[2, 1], [1, 1]]); // prettier-ignore
const example: MarketInstance = {
  id: 'example',
  resources: [
    { id: 'r1', unit: 'unit' },
    { id: 'r2', unit: 'unit' },
  ],
  participants: [first, second].map((problem, j) => ({
    id: `agent-${j + 1}`,
    role: 'agent',
    problem,
    endowment: third,
    cash: 100,
  })),
  dealer: { endowment: third, cash: 100 },
  initialPrices: series(0, 0),
};

it('puts own rows on the diagonal and shared rows below', () => {
  const problem = centralProblem(example);
  expect(denseRows(problem.matrix)).toEqual([
    [2, 1, 0, 0],
    [0, 0, 2, 3],
    [1, 3, 2, 1],
    [1, 1, 1, 1],
  ]);
  expect([...problem.rowUpper].map((bound) => Math.round(bound * 1e9) / 1e9)).toEqual([4, 9, 8, 5]);
  expect(problem.sharedRow).toBe(2);
  expect(problem.blocks[1]).toEqual({ firstColumn: 2, columns: 2, firstRow: 1, rows: 1 });
});

it('has the example’s optimum', () => {
  const { objective, x } = optimumOf(centralProblem(example));
  expect(objective).toBeCloseTo(-12.5, 9);
  expect([...x]).toEqual([0.5, 1.5, 0, 3].map((value) => expect.closeTo(value, 9) as unknown));
});

it('of one participant is that participant’s own problem', () => {
  expect(optimumOf(jointProblem([{ problem: second }], series(3, 3))).objective).toBeCloseTo(-9, 9);
});

it('supplies what agents and dealer hold together', () => {
  expect([...totalSupply(example)].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([8, 5]);
});

it('is solved once for each instance and solver', async () => {
  const solver = await createHighsSolver();
  const { cost } = centralOptimum(example, solver);
  const prices = equilibriumPrices(example, solver);
  const { solves } = solver.statistics;
  expect(solvedCentral(example, solver).outcome).toMatchObject({ status: 'optimal', objective: cost });
  expect([centralOptimum(example, solver).cost, equilibriumPrices(example, solver)]).toEqual([cost, prices]);
  expect(solver.statistics.solves).toBe(solves);
  const scarcer = { ...example, dealer: { ...example.dealer, endowment: series(0, 0) } };
  expect(centralOptimum(scarcer, solver).cost).toBeGreaterThan(cost);
  expect(centralOptimum(example, await createHighsSolver()).cost).toBe(cost);
});

it('leaves nothing to do for the final prices that start where it ended', async () => {
  const solver = await createHighsSolver();
  const { prices } = centralOptimum(example, solver);
  const { solves, iterations } = solver.statistics;
  expect([...equilibriumPrices(example, solver)]).toEqual(
    prices.map((price) => expect.closeTo(price, 9) as unknown),
  );
  expect(solver.statistics).toMatchObject({ solves: solves + 2, iterations });
});

import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { AgentTools } from '#plugins/sdk/index.js';
import { sparseFromRows } from '#market/lp/sparse-matrix.js';
import { SeatTools } from './agent-tools.js';
import type { SolveLimits } from './solve-budget.js';
import { ToolInputError } from './tool-input.js';
import { anAgent, blems, blemsBriefing, blemsView, vectorOf } from './test/agent-problems.js';

const briefing = blemsBriefing();
const view = blemsView();
const limits: SolveLimits = { solves: 20, iterations: 1000, size: 14, sizes: 200 };

describe('the tools of a seat', () => {
  let solver: LpSolver;
  let tools: SeatTools;
  beforeAll(async () => (solver = await createHighsSolver()));
  beforeEach(() => {
    tools = new SeatTools(solver, briefing, limits);
    tools.begin(view);
  });
  afterEach(() => tools.dispose());

  it('are what the SDK promises', () => {
    const promised: AgentTools = tools;
    expect(promised.bestBundles([0, 0])).toHaveLength(1);
  });

  it('value a bundle against what the agent has', () => {
    expect(tools.value([28 / 3, 7 / 3])).toBeCloseTo(8 - 13 / 6, 9);
    expect(tools.value([-8 / 3, -5 / 3])).toBeCloseTo(-13 / 6, 9);
    expect(tools.value([0, 0])).toBeCloseTo(0, 9);
    expect(tools.value([-3, 0])).toBe(-Infinity);
    for (const much of [1e19, 1e20, 1e21, 1e300, Number.MAX_VALUE])
      expect(tools.value([-much, 0])).toBe(-Infinity);
  });

  it('offer nothing where nothing improves', () => {
    // At its own shadow prices the agent is content with what it has: p = (1/2, 1/2) and (5, 2).
    tools.begin({ ...view, prices: vectorOf(0.5, 0.5), allocation: vectorOf(5, 2), cost: -3.5 });
    expect(tools.bestBundles([0.5, 0.5], { count: 5 })).toEqual([]);
    expect(tools.answer([]).best).toBeDefined();
  });

  it('find several bundles, the best first, no two the same, each worth something at prices nearby', () => {
    tools.begin({ ...view, prices: vectorOf(0.3, 0.9) });
    const found = tools.bestBundles([0.3, 0.9], { count: 3 });
    expect(found.length).toBeGreaterThan(1);
    const utility = found.map(({ bundle, value }) => value - 0.3 * bundle[0]! - 0.9 * bundle[1]!);
    expect(Math.max(...utility)).toBe(utility[0]);
    expect(new Set(found.map(({ bundle }) => bundle.join())).size).toBe(found.length);
    for (const { bundle, value } of found) expect(tools.value(bundle)).toBeGreaterThanOrEqual(value - 1e-9);
  });

  it('prove the bundles they found, and the best response at the announced prices', () => {
    const [best] = tools.bestBundles([0, 0]);
    const orders = [
      { bundle: best!.bundle.slice(), limit: 1, kind: 'limited' },
      { bundle: vectorOf(0.1, 0.1), limit: 1, kind: 'limited' },
    ] as const;
    const answer = tools.answer(orders);
    expect([...answer.orders[0]!.plan!]).toEqual([0, 4]);
    expect(answer.orders[1]).not.toHaveProperty('plan');
    expect([...answer.best!.plan]).toEqual([0, 4]);
    tools.begin(view);
    tools.bestBundles([0.1, 0]);
    expect(tools.answer([]).best).toBeUndefined();
  });

  it('of a trade reckon with what the agent holds since, have a budget of their own and disturb nobody', () => {
    const after = tools.afterTrade({
      ...view,
      prices: vectorOf(0.5, 0.5),
      allocation: vectorOf(5, 2),
      cost: -3.5,
    });
    expect(after.bestBundles([0.5, 0.5])).toEqual([]);
    expect(after.value([-5, -2])).toBeCloseTo(-3.5, 9);
    expect(() => {
      for (;;) after.value([0, 0]);
    }).toThrow(/20 LP solves/);
    after.dispose();
    expect(tools.value([28 / 3, 7 / 3])).toBeCloseTo(8 - 13 / 6, 9);
    const [best] = tools.bestBundles([0, 0]);
    expect([...best!.bundle]).toEqual([28 / 3, 7 / 3].map((held) => expect.closeTo(held, 9) as unknown));
  });

  it('give an unlimited bundle a cap that the money allows', () => {
    const boundless = new SeatTools(
      solver,
      { ...briefing, problem: anAgent({ cost: [-3], own: [], upper: [], shared: [[2], [-1]] }) },
      limits,
    );
    boundless.begin({ ...view, allocation: vectorOf(0, 0), cost: 0 });
    const [best] = boundless.bestBundles([0, 0]);
    expect(best).toMatchObject({
      kind: 'unlimited',
      value: 1.5,
      cap: expect.closeTo(25 / 1.5, 6) as unknown,
    });
    expect([...boundless.answer([{ ...best!, limit: 1 }]).orders[0]!.plan!]).toEqual([0.5]);
    boundless.begin({ ...view, allocation: vectorOf(0, 0), cost: 0, cash: 0 });
    expect(boundless.bestBundles([0, 0])).toEqual([]);
    boundless.dispose();
  });

  it('solve problems of the strategy’s own', () => {
    // max x, x <= 2
    const problem = {
      cost: [-1],
      columnLower: [0],
      columnUpper: [Infinity],
      matrix: sparseFromRows([[1]], 1),
      rowLower: [-Infinity],
      rowUpper: [2],
    };
    expect(tools.solve(problem)).toMatchObject({ status: 'optimal', objective: -2 });
    expect(tools.solve({ ...problem, rowUpper: [Infinity] })).toEqual({ status: 'unbounded' });
    expect(tools.solve({ ...problem, rowUpper: [-1] })).toEqual({ status: 'infeasible' });
  });

  it('say in their own words that a problem is out of the solver’s range', () => {
    const wild = (value: number): object => ({
      cost: [1],
      columnLower: [0],
      columnUpper: [1],
      matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0], values: [value] },
      rowLower: [0],
      rowUpper: [1],
    });
    expect(() => tools.solve(wild(1e16))).toThrow(
      expect.objectContaining({
        code: 'agent-solve',
        message: 'the solver refuses the problem: its numbers are out of range',
      }) as Error,
    );
    expect(tools.solve(wild(1e-3))).toMatchObject({ status: 'optimal' });
  });

  it.each([
    [() => tools.bestBundles([1]), 'prices has 1 entries; there are 2 resources'],
    [() => tools.bestBundles([1, NaN]), 'prices[1] is NaN, not a finite number'],
    [() => tools.bestBundles([1, -1]), 'prices[1] is -1; prices are never negative'],
    [() => tools.bestBundles([1, 1], { count: 0 }), 'count is 0; it must be a whole number from 1 to 64'],
    [() => tools.bestBundles('12'), 'prices is no list of numbers'],
    [() => tools.value([1n, 2n]), 'bundle[0] is a bigint'],
    [() => tools.value([1, Infinity]), 'bundle[1] is Infinity, not a finite number'],
    [() => tools.value(undefined), 'bundle is no list of numbers'],
    [() => tools.solve(null), 'the problem is no object'],
    [() => tools.solve({ matrix: { rows: -1 } }), 'matrix.rows is -1, not a size'],
    [
      () => tools.solve({ matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [1], values: [1] } }),
      'column 0 of the matrix: rows must ascend within 0 .. 0',
    ],
    [
      () => tools.solve({ matrix: { rows: 1, columns: 1, starts: [0, 7], rowOf: [0], values: [1] } }),
      'matrix.starts must run from 0 to 1 in 2 entries',
    ],
    [
      () =>
        tools.solve({
          cost: [NaN],
          columnLower: [0],
          columnUpper: [1],
          matrix: { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] },
          rowLower: [],
          rowUpper: [],
        }),
      'cost[0] is NaN',
    ],
  ])('tell a strategy what is wrong with its question (%#)', (ask, message) => {
    expect(ask).toThrow(message);
    expect(ask).toThrow(ToolInputError);
  });

  it('ask nothing by themselves, and make up for it when something is asked', () => {
    const rounds = Array.from({ length: 40 }, (_, i) => vectorOf(0.2 + (i % 7) / 10, 0.9 - (i % 5) / 10));
    const last = (asksEach: boolean): unknown => {
      const seat = new SeatTools(solver, briefing, limits);
      const before = solver.statistics.solves;
      for (const prices of rounds) {
        seat.begin({ ...view, prices });
        if (asksEach) seat.bestBundles(prices);
      }
      expect(solver.statistics.solves - before).toBe(asksEach ? rounds.length : 0);
      const answers = seat.bestBundles([0.4, 0.4], { count: 4 });
      expect(solver.statistics.solves - before).toBeGreaterThan(rounds.length);
      seat.dispose();
      return answers;
    };
    expect(last(false)).toEqual(last(true));
  });

  it('answer the same to the same sequence of calls, whatever else the solver does', () => {
    const play = (seat: SeatTools): unknown[] =>
      [vectorOf(0, 0), vectorOf(0.3, 0.9), vectorOf(0.5, 0.5)].map((prices) => {
        seat.begin({ ...view, prices });
        return [seat.bestBundles(prices, { count: 4 }), seat.value(vectorOf(0.5, 0.5))];
      });
    const alone = play(tools);
    const again = new SeatTools(solver, briefing, limits);
    const busy = new SeatTools(solver, { ...briefing, problem: blems.second }, limits);
    busy.begin(view);
    busy.bestBundles([0.1, 0.1]);
    expect(play(again)).toEqual(alone);
    again.dispose();
    busy.dispose();
  });
});

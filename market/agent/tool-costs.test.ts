import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { SeatTools } from './agent-tools.js';
import { BudgetExceededError, type SolveLimits } from './solve-budget.js';
import { aRandomMarket } from '../test/markets.js';
import { blemsBriefing, blemsView } from './test/agent-problems.js';

const briefing = blemsBriefing();
const view = blemsView();
const limits: SolveLimits = { solves: 20, iterations: 1000, size: 14, sizes: 200 };

describe('what the tools of a seat may cost', () => {
  let solver: LpSolver;
  let tools: SeatTools;
  beforeAll(async () => (solver = await createHighsSolver()));
  beforeEach(() => {
    tools = new SeatTools(solver, briefing, limits);
    tools.begin(view);
  });
  afterEach(() => tools.dispose());

  it('count solves and iterations, anew in every call', () => {
    for (let i = 0; i < limits.solves; i++) tools.value([0, 0]);
    expect(() => tools.value([0, 0])).toThrow(/20 LP solves/);
    expect(() => tools.bestBundles([0, 0])).toThrow(BudgetExceededError);
    tools.begin(view);
    expect(tools.value([0, 0])).toBeCloseTo(0, 9);

    const hurried = new SeatTools(solver, briefing, { ...limits, iterations: 1 });
    hurried.begin(view);
    expect(() => {
      for (let i = 0; i < limits.solves - 1; i++) hurried.bestBundles([i / 5, 10 - i]);
    }).toThrow(/1 simplex iterations/);
    expect(() => hurried.bestBundles([0, 0])).toThrow(BudgetExceededError);
    hurried.dispose();
  });

  it('begin a call in no more iterations than it may have, whatever the agent’s problem costs', () => {
    const { problem, endowment } = aRandomMarket('hurried', { rows: 20, columns: 40 }).participants[0]!;
    const hard = { ...briefing, problem, endowment };
    const spent = (iterations: number): number => {
      const seat = new SeatTools(solver, hard, { ...limits, iterations });
      const before = solver.statistics.iterations;
      seat.begin({ ...view, allocation: endowment });
      const ask = (): unknown => seat.bestBundles([0, 0], { count: 1 });
      if (iterations < 10) {
        expect(ask).toThrow(BudgetExceededError);
        expect(() => seat.value([0, 0])).toThrow(BudgetExceededError);
      } else ask();
      seat.dispose();
      return solver.statistics.iterations - before;
    };
    expect(spent(1000)).toBeGreaterThan(3);
    expect(spent(3)).toBe(3);
  });

  it('count the rows and columns of a problem like its matrix entries, of one and of all in a call', () => {
    const sized = (rows: number, columns: number): object => ({
      cost: Array(columns).fill(1),
      columnLower: Array(columns).fill(0),
      columnUpper: Array(columns).fill(1),
      matrix: { rows, columns, starts: Array(columns + 1).fill(0), rowOf: [], values: [] },
      rowLower: Array(rows).fill(0),
      rowUpper: Array(rows).fill(0),
    });
    expect(tools.solve(sized(0, 14))).toMatchObject({ status: 'optimal', objective: 0 });
    for (const tooLarge of [sized(0, 15), sized(14, 1), sized(7, 8)])
      expect(() => tools.solve(tooLarge)).toThrow(/15 rows, columns and matrix entries; 14 are allowed/);
    for (let i = 1; i < 14; i++) tools.solve(sized(7, 7));
    expect(() => tools.solve(sized(7, 7))).toThrow(/more than 200 rows, columns/);
    expect(() => tools.solve(sized(1, 14))).toThrow(BudgetExceededError);
    tools.begin(view);
    expect(tools.solve(sized(1, 1))).toMatchObject({ status: 'optimal' });
  });

  it('look at sizes before they copy anything', () => {
    const endless: number[] = [];
    endless.length = 2 ** 32 - 1;
    const one = {
      cost: [1],
      columnLower: [0],
      columnUpper: [1],
      matrix: { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] as number[] },
      rowLower: [],
      rowUpper: [],
    };
    const { matrix } = one;
    for (const [problem, complaint] of [
      [{ ...one, matrix: { ...matrix, values: endless } }, /matrix.values.length is 4294967295/],
      [{ ...one, matrix: { ...matrix, starts: endless } }, /starts has 4294967295 entries; it needs 2/],
      [{ ...one, matrix: { ...matrix, rowOf: endless } }, /rowOf has 4294967295 entries; it needs 0/],
      [{ ...one, cost: endless }, /cost has 4294967295 entries; it needs 1/],
      [{ ...one, columnLower: endless }, /columnLower has/],
      [{ ...one, rowUpper: endless }, /rowUpper has/],
      [{ ...one, matrix: { ...matrix, columns: 2 ** 31 - 1 } }, /14 are allowed/],
      [{ ...one, matrix: { ...matrix, rows: 2 ** 31 - 1 } }, /14 are allowed/],
      [{ ...one, matrix: { ...matrix, columns: 'x'.repeat(1e6) } }, /^matrix.columns is string, not a size$/],
      [{ ...one, cost: [[1]] }, /cost\[0\] is object/],
      [{ ...one, matrix: { ...matrix, starts: [0.5, 0] } }, /^matrix.starts\[0\] is 0.5, not a size$/],
      [
        { ...one, matrix: { ...matrix, starts: [0, 2 ** 32] } },
        /^matrix.starts\[1\] is 4294967296, not a size$/,
      ],
      [
        { ...one, matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0.9], values: [1] } },
        /^matrix.rowOf\[0\] is 0.9,/,
      ],
    ] as const)
      expect(() => tools.solve(problem)).toThrow(complaint);
    expect(() => tools.bestBundles(endless)).toThrow(/prices has 4294967295 entries/);
    expect(() => tools.value('1'.repeat(1e6))).toThrow('bundle is no list of numbers');
    expect(() => tools.bestBundles([0, 0], { count: '9'.repeat(1e6) })).toThrow(/^count is string;/);
  });

  it('put off no more than some hundredths of a second of work', () => {
    const { problem, endowment } = aRandomMarket('patient', { rows: 2, columns: 40 }).participants[0]!;
    const seat = new SeatTools(solver, { ...briefing, problem, endowment }, limits);
    const before = solver.statistics.solves;
    const begin = (): void => seat.begin({ ...view, allocation: endowment });
    for (let round = 1; round <= 400; round++) begin();
    expect(solver.statistics.solves - before).toBe(0);
    begin();
    expect(solver.statistics.solves - before).toBe(401);
    seat.dispose();
  });
});

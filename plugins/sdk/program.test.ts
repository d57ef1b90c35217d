import { anAgent } from '#market/agent/test/agent-problems.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { SeatValuation } from '#market/referee/seat-valuation.js';
import { columnNames, columnsNamed, loadWeights, ProgramBuilder, Reward } from './index.js';

describe('a program of one’s own', () => {
  it('is built by columns and rows, and solved: max 3x + 2y, x + y <= 4, x + 3y <= 6, x <= 3', async () => {
    const program = new ProgramBuilder();
    const [x, y] = [program.column({ cost: -3, upper: 3 }), program.column({ cost: -2 })];
    program.row([[x, 1], [y, 1]], { upper: 4 }); // prettier-ignore
    program.row([[x, 0.5], [y, 3], [x, 0.5]], { upper: 6 }); // prettier-ignore
    const model = (await createHighsSolver()).createModel(program.build());
    // corners: (3, 1) gives 11
    expect(model.solve()).toMatchObject({ status: 'optimal', objective: -11 });
    model.dispose();
    expect(() => program.row([[2, 1]], {})).toThrow(RangeError);
  });

  it('may begin as the agent’s own: its optimum is what the market says it costs', async () => {
    const problem = anAgent({ cost: [1, -1], own: [[-1, 0], [0, 1]], upper: [-3, 100], shared: [[1, 0.5], [0, 1]] }); // prettier-ignore
    const solver = await createHighsSolver();
    const allocation = Float64Array.of(10, 7);
    const valuation = new SeatValuation(solver, problem, 'agent');
    const program = ProgramBuilder.of(problem, allocation);
    const cost = valuation.costAt(allocation);
    const solved = (): unknown => {
      const model = solver.createModel(program.build());
      const outcome = model.solve();
      model.dispose();
      return outcome;
    };
    // x = 3 for 3, y = 7 for -7
    expect(cost).toBeCloseTo(-4, 9);
    expect(solved()).toMatchObject({ status: 'optimal', objective: expect.closeTo(cost, 9) as number });
    program.row([[1, 1]], { upper: 2 });
    expect(solved()).toMatchObject({ objective: expect.closeTo(1, 9) as number });
    valuation.dispose();
  });
});

it('columns are found by what they decide, period by period', () => {
  const columns = ['import[0]', 'import[1]', 'battery.charge[1]', 'car[3]', ''];
  expect(columnsNamed({ columns }, 'import')).toEqual([0, 1]);
  expect(columnsNamed({ columns }, 'battery.charge')[1]).toBe(2);
  expect(columnsNamed({ columns }, 'car')[0]).toBeUndefined();
  expect(columnsNamed({}, 'import')).toEqual([]);
  expect(columnNames({ columns })).toEqual(['import', 'battery.charge', 'car']);
});

describe('weights in a plugin’s file', () => {
  const weights = Float32Array.of(0.5, -1.25, 3e-8, 1e30, 0);
  const block = Buffer.from(weights.buffer).toString('base64');

  it('come back as they were, line breaks or not, cut to shapes', () => {
    expect(loadWeights(block)).toEqual(weights);
    expect(loadWeights(block.replace(/(.{5})/g, '$1\n  '))).toEqual(weights);
    expect(loadWeights(block, [2, 3])).toEqual([weights.slice(0, 2), weights.slice(2)]);
    for (let bytes = 0; bytes < 12; bytes += 4)
      expect(loadWeights(Buffer.from(weights.buffer, 0, bytes).toString('base64'))).toHaveLength(bytes / 4);
  });

  it.each([
    ['AAA', /2 bytes/],
    ['AAAA!AAA', /character 4/],
    ['é', /character 0/],
  ])('%j is no block', (bad, reason) => {
    expect(() => loadWeights(bad)).toThrow(reason);
  });

  it('must be as many as the shapes say', () => {
    expect(() => loadWeights(block, [2, 2])).toThrow(/5 weights, not 4/);
  });
});

it('rewards of a match add up to the saving', () => {
  const reward = new Reward();
  reward.begin({ cost: 10 });
  // costs fall by 4 for 1.5, then by 1 although it was paid 2
  const gained = [reward.of({ payment: 1.5 }, { cost: 6 }), reward.of({ payment: -2 }, { cost: 5 })];
  expect(gained).toEqual([2.5, 3]);
});

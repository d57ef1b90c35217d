import { aMatch } from '../test/match-builder.js';
import { boardTable } from './board-table.js';
import type { Contestant } from './board.js';
import { agentBoard, dealerBoard } from './build-board.js';

/*
 * Three teams, every pair in one market of two households (Z0 = 10, Z* = 0: 5 each to gain), two blocks.
 *
 *            block 1                                  block 2
 *   A - B    cost 0, A saves 6, B 4, gap 1 0          cost 0, A saves 7, B 3, gap 1 0
 *   A - C    cost 2, A saves 5, C 3, gap 1 1 0        cost 4, A saves 4, C 2, gap 1 1 1 0
 *   B - C    cost 2, B saves 4, C 4, gap 1 1 0        cost 4, B saves 3, C 3, gap 1 1 1 0
 *
 * Block means     welfare        cost                          gap integral
 *   A             0.9, 0.8       (1.2+1.0)/2, (1.4+0.8)/2      1.5, 2
 *   B             0.9, 0.8       (0.8+0.8)/2, (0.6+0.6)/2      1.5, 2
 *   C             0.8, 0.6       (0.6+0.8)/2, (0.4+0.6)/2      2, 3
 */
const matches = [
  aMatch('1').inBlock(1).of('A', 'B').to(0).saving(6, 4).over(1, 0),
  aMatch('2').inBlock(1).of('A', 'C').to(2).saving(5, 3).over(1, 1, 0),
  aMatch('3').inBlock(1).of('C', 'B').to(2).saving(4, 4).over(1, 1, 0),
  aMatch('4').inBlock(2).of('B', 'A').to(0).saving(3, 7).over(1, 0),
  aMatch('5').inBlock(2).of('C', 'A').to(4).saving(2, 4).over(1, 1, 1, 0),
  aMatch('6').inBlock(2).of('B', 'C').to(4).saving(3, 3).over(1, 1, 1, 0),
  aMatch('7').inBlock(2).of('A', 'C').to(9).saving(-50, 50).over(1).ending('void'),
].map((match) => match.result());
const contestants: Contestant[] = ['C', 'A', 'B'].map((id) => ({
  id,
  name: id,
  version: '1',
  baseline: id === 'C',
}));
const weights = { welfare: 1, cost: 1, convergence: 1 };
const board = agentBoard({ contestants, matches, weights });
/** Mean of two blocks. */
const speedOf = (one: number, other: number): number => 1 - (Math.log10(1 + one) + Math.log10(1 + other)) / 4;
const rowOf = (id: string) => board.rows.find((row) => row.id === id)!;

describe('a tournament that can be checked by hand', () => {
  it('averages over blocks', () => {
    const means = board.rows.map(({ id, standings: { welfare, cost, convergence } }) => [
      id,
      ...[welfare, cost, convergence].map(({ estimate }) => Number(estimate!.mean.toFixed(9))),
    ]);
    expect(means).toEqual([
      ['A', 0.85, 1.1, 1.75],
      ['B', 0.85, 0.7, 1.75],
      ['C', 0.7, 0.6, 2.5],
    ]);
  });

  it("takes Student's interval for two blocks, no wider than welfare can be", () => {
    const { low, high, method } = rowOf('A').standings.welfare.estimate!;
    expect(method).toBe('student-t');
    expect(low).toBeCloseTo(0.85 - 12.706204736 * 0.05, 9);
    expect(high).toBe(1);
    const cost = rowOf('A').standings.cost.estimate!;
    expect(cost.mean).toBeCloseTo(1.1, 9);
    // 1.1 in both blocks: nothing tells how far another block would be from it
    expect(cost).toMatchObject({ low: null, high: null, method: 'none' });
  });

  it('makes the composite of normalised metrics: welfare, cost and 1 - log10(1 + gap integral) / 2', () => {
    expect(rowOf('A').standings.convergence.normalised).toBeCloseTo(speedOf(1.5, 2), 12);
    expect(rowOf('A').composite.estimate!.mean).toBeCloseTo((0.85 + 1.1 + speedOf(1.5, 2)) / 3, 12);
    expect(rowOf('B').composite.estimate!.mean).toBeCloseTo((0.85 + 0.7 + speedOf(1.5, 2)) / 3, 12);
    expect(rowOf('C').composite.estimate!.mean).toBeCloseTo((0.7 + 0.6 + speedOf(2, 3)) / 3, 12);
    const costOnly = agentBoard({ contestants, matches, weights: { welfare: 0, cost: 5, convergence: 0 } });
    expect(costOnly.rows.map(({ composite }) => Number(composite.estimate!.mean.toFixed(9)))).toEqual([
      1.1, 0.7, 0.6,
    ]);
  });

  it('claims no order after two blocks, but shows what does not depend on weights', () => {
    for (const row of board.rows) expect(row.composite.rank).toEqual({ best: 1, worst: 3, tieGroup: 1 });
    expect(board.rows.map(({ pareto }) => pareto)).toEqual([true, false, false]);
    // B is level with A only where cost has no weight
    expect(rowOf('A').stability).toMatchObject({ best: 1, worst: 2 });
    expect(rowOf('B').stability).toMatchObject({ best: 1, worst: 2 });
    expect(rowOf('C').stability).toMatchObject({ best: 3, worst: 3, firstShare: 0 });
  });

  it('counts void matches and scores none of them; marks baselines; draws reference lines', () => {
    expect(board.matches).toEqual({ scored: 6, void: 1 });
    expect(board.rows.map(({ id, matches, baseline }) => [id, matches, baseline])).toEqual([
      ['A', 4, false],
      ['B', 4, false],
      ['C', 4, true],
    ]);
    expect(board.referenceLines.map(({ id, values }) => [id, values.welfare])).toEqual([
      ['optimum', 1],
      ['no-trade', 0],
    ]);
  });

  it('reports what common blocks are worth', () => {
    // A and B move alike: all variance of their difference is gone; A - C is 0.1, 0.2
    const pair = board.comparisons.find(
      ({ metric, a, b }) => metric === 'welfare' && a === 'A' && b === 'B',
    )!;
    expect(pair.varianceReduction).toBeCloseTo(1, 9);
    expect(pair.difference!.mean).toBeCloseTo(0, 12);
    const withC = board.comparisons.find(
      ({ metric, a, b }) => metric === 'welfare' && a === 'C' && b === 'A',
    )!;
    expect(withC.difference!.mean).toBeCloseTo(-0.15, 12);
    // Var(A - C) = 0.005, Var A + Var C = 0.005 + 0.02
    expect(withC.varianceReduction).toBeCloseTo(0.8, 9);
    // of the sign patterns ++ and +- only ++ reaches 0.1 + 0.2
    expect(withC.appendix!.unadjusted).toBe(0.5);
  });

  it('does not depend on the order of matches or contestants', () => {
    const shuffled = agentBoard({
      contestants: [...contestants].reverse(),
      matches: [...matches].reverse(),
      weights,
    });
    expect(shuffled.rows).toEqual(board.rows);
  });

  it('is plain data: JSON loses nothing', () => {
    expect(JSON.parse(JSON.stringify(board))).toEqual(board);
  });

  it('flattens to a table with the same numbers', () => {
    const { columns, rows } = boardTable(board);
    const cell = (row: number, column: string) => rows[row]![columns.indexOf(column)];
    expect(rows).toHaveLength(5);
    expect(cell(0, 'id')).toBe('A');
    expect(cell(0, 'cost')).toBeCloseTo(1.1, 12);
    expect(cell(2, 'row')).toBe('baseline');
    expect(cell(3, 'row')).toBe('reference');
    expect(cell(0, 'roundsToOnePercent')).toBeCloseTo((2.5 + 3) / 2, 12);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });

  it('ranks the dealer of the same matches: passive kept nothing for itself', () => {
    const dealers = dealerBoard({
      contestants: [{ id: 'passive', name: 'passive', version: '1', baseline: true }],
      matches,
      weights,
    });
    const { standings, shown } = dealers.rows[0]!;
    // shares of the realised gain: 10/10, 8/8, 8/8; 10/10, 6/6, 6/6
    expect(standings.cost.estimate!.mean).toBeCloseTo(1, 12);
    expect(standings.welfare.estimate!.mean).toBeCloseTo((2.6 / 3 + 2.2 / 3) / 2, 12);
    expect(shown['belowZeroShare']!.mean).toBe(0);
    expect(dealers.matches.void).toBe(1);
  });
});

describe('a league with gaps', () => {
  it('puts who never played last and drops a block that a scenario is missing from', () => {
    const some = [
      ...matches,
      aMatch('8').inBlock(1).in('village').of('A', 'B').to(5).saving(2, 3).result(),
      aMatch('9').inBlock(2).in('village').of('A', 'B').to(5).ending('void').result(),
    ];
    const withGaps = agentBoard({
      contestants: [...contestants, { id: 'D', name: 'D', version: '1', baseline: false }],
      matches: some,
      weights,
    });
    const a = withGaps.rows.find(({ id }) => id === 'A')!;
    // block 1: street 0.9, village 0.5, equal weight; block 2 lacks the village
    expect(a.standings.welfare.estimate).toMatchObject({ mean: 0.7, blocks: 1, low: null, method: 'none' });
    expect(withGaps.rows.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D']);
    expect(withGaps.rows.at(-1)).toMatchObject({ matches: 0, pareto: false, stability: null });
  });

  it('leaves a scenario without anything to gain out of cost for everybody', () => {
    const idle = [1, 2].map((block) =>
      aMatch(`idle-${block}`)
        .inBlock(block)
        .in('desert')
        .of('A', 'B', 'C')
        .from(3)
        .to(3)
        .optimum(3)
        .saving(0, 0, 0)
        .result(),
    );
    const withIdle = agentBoard({ contestants, matches: [...matches, ...idle], weights });
    const a = withIdle.rows.find(({ id }) => id === 'A')!;
    expect(a.standings.cost.estimate!.mean).toBeCloseTo(1.1, 12);
    expect(a.standings.welfare.estimate!.mean).toBeCloseTo((0.85 + 1) / 2, 12);
  });
});

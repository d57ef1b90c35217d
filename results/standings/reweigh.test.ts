import { aMatch } from '../test/match-builder.js';
import type { Contestant, Weights } from './board.js';
import { agentBoard, dealerBoard } from './build-board.js';
import { reweighed } from './reweigh.js';

const contestants: Contestant[] = ['A', 'B', 'C', 'D'].map((id) => ({
  ...{ id, name: id, version: '1', baseline: false },
}));
/** A is the cheapest, B converges fastest, D never plays. */
const matches = [1, 2, 3, 4, 5, 6].flatMap((block) => [
  aMatch(`${block}-ab`)
    .inBlock(block)
    .of('A', 'B')
    .to(block % 3)
    .saving(9, 1)
    .over(1, 0)
    .result(),
  aMatch(`${block}-bc`)
    .inBlock(block)
    .of('B', 'C')
    .to(block % 2)
    .saving(2, 3)
    .over(0.1, 0)
    .result(),
  aMatch(`${block}-ca`).inBlock(block).of('C', 'A').to(4).saving(1, 5).over(1, 1, 1, 0).result(),
]);
const board = (weights: Weights) => agentBoard({ contestants, matches, weights });

describe("a reader's own weights", () => {
  it('can weigh what dealers earned, which weighs nothing by default', () => {
    const input = {
      contestants: ['poor', 'rich'].map((id) => ({ id, name: id, version: '1', baseline: false })),
      matches: [1, 2, 3].flatMap((block) => [
        aMatch(`${block}-p`)
          .inBlock(block)
          .dealtBy('poor', 0)
          .of('A')
          .to(block)
          .saving(9 - block)
          .result(),
        aMatch(`${block}-r`)
          .inBlock(block)
          .dealtBy('rich', 4)
          .of('A')
          .to(block)
          .saving(5 - block)
          .result(),
      ]),
    };
    const equal = { welfare: 1, cost: 1, convergence: 1 };
    const plain = dealerBoard({ ...input, weights: equal });
    const weighed = dealerBoard({ ...input, weights: { ...equal, cash: 3 } });
    expect(plain.rows[0]!.id).toBe('poor');
    expect(weighed.rows[0]!.id).toBe('rich');
    expect(weighed.rows[0]!.shown['cash']!.mean).toBeCloseTo(0.4, 12);
    expect(reweighed(plain, { ...equal, cash: 3 })).toEqual(weighed);
  });

  it.each([
    { welfare: 0, cost: 1, convergence: 0 },
    { welfare: 0, cost: 0, convergence: 3 },
    { welfare: 2, cost: 0.5, convergence: 1 },
  ])('%j give the board that a league with these weights has', (weights) => {
    expect(reweighed(board({ welfare: 1, cost: 1, convergence: 1 }), weights)).toEqual(board(weights));
  });

  it('decide who is first', () => {
    const first = (weights: Weights): string => reweighed(board(weights), weights).rows[0]!.id;
    expect(first({ welfare: 0, cost: 1, convergence: 0 })).toBe('A');
    expect(first({ welfare: 0, cost: 0, convergence: 1 })).toBe('B');
  });

  it('leave nobody a score where none of them is of this board', () => {
    const some = board({ welfare: 1, cost: 1, convergence: 1 });
    const { rows, comparisons } = reweighed(some, { welfare: 0, cost: 0, convergence: 0, cash: 1 });
    expect(rows.map(({ composite }) => [composite.estimate, composite.rank])).toEqual(rows.map(() => [null, null])); // prettier-ignore
    expect(rows.map(({ standings }) => standings.cost.rank !== null)).toContain(true);
    for (const { metric, verdict } of comparisons)
      if (metric === 'composite') expect(verdict).toBe('untested');
  });
});

import { agentBoard } from '../../standings/build-board.js';
import { aMatch } from '../../test/match-builder.js';
import { paretoFigure } from './pareto-figure.js';

const contestants = ['A', 'B', 'C'].map((id) => ({ id, name: id, version: '1', baseline: false }));
const matches = [1, 2].map((block) =>
  aMatch(`${block}`).inBlock(block).of('A', 'B', 'C').to(0).saving(6, 3, block).result(),
);
const board = agentBoard({ contestants, matches, weights: { welfare: 1, cost: 1, convergence: 1 } });

/** A board of so many rows, the last alone on the front. */
function longBoard(rows: number): typeof board {
  const [row] = board.rows;
  return {
    ...board,
    rows: Array.from({ length: rows }, (_, i) => {
      return { ...row!, id: `${i}`, name: `row-${i}.`, pareto: i === rows - 1 };
    }),
  };
}

const namesIn = (figure: string): string[] => figure.match(/row-\d+\./g) ?? [];

it('names everybody where there is room', () => {
  expect(namesIn(paretoFigure(longBoard(8), 'welfare', 'cost'))).toHaveLength(8);
});

it('of long boards it draws every point, and names the marked row, the front and the best', () => {
  const figure = paretoFigure(longBoard(300), 'welfare', 'cost', '200');
  expect(figure.match(/<circle[^>]* r="5"/g)).toHaveLength(300);
  const names = namesIn(figure);
  expect(names).toEqual(expect.arrayContaining(['row-0.', 'row-200.', 'row-299.']));
  const [, , , height] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(figure)!.slice(1).map(Number);
  const heights = [...figure.matchAll(/<text[^>]* y="([\d.]+)"[^>]*>row-/g)].map(([, y]) => Number(y));
  expect(heights).toHaveLength(names.length);
  expect(Math.max(...heights)).toBeLessThan(height!);
});

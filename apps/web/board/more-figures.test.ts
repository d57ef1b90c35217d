import { aMatch } from '#results/test/match-builder.js';
import { dealerBoard } from '#results/standings/build-board.js';
import { shownTable } from './more-figures.js';

it('shows shares of the gain that add up to 100 %', () => {
  const third = aMatch('1').of('A').from(10).to(7).gridOnly(10).saving(1).givingTheGrid(1);
  const matches = [third.dealtBy('passive', 1).result()];
  const contestants = [{ id: 'passive', name: 'passive', version: '1', baseline: true }];
  const board = dealerBoard({ contestants, matches, weights: { welfare: 1, cost: 1, convergence: 1 } });
  const page = shownTable(board)!.text;
  const cell = (id: string): string => {
    const at = board.shown.filter((one) => board.rows[0]!.shown[one.id]).findIndex((one) => one.id === id);
    return page.split('<tbody>')[1]!.split('<td')[at + 1]!;
  };
  expect(cell('householdsShare')).toContain('33.4 %');
  for (const id of ['gridShare', 'dealerShare']) expect(cell(id)).toContain('33.3 %');
});

import type { SeatExplanation } from '#matches/explain/explain-seat.js';
import { summarySentences } from './summary-sentences.js';

const told = (earned: number, optimum: number): string => {
  const counts = { firstTrade: 1, halfOfMarket: 1, lastRound: 6, orders: 3, filled: 1, lostTurns: 0 };
  const summary = { ...counts, earned, optimum, unfinished: 0, firstReason: null, largestMiss: null };
  return summarySentences({ summary, outcome: 'converged' } as unknown as SeatExplanation, 'EUR')[1]!;
};

it('says more or less than the optimum gives only where that can be seen in the figures', () => {
  expect(told(0.75521, 0.7552)).toBe('Next to nothing was left on the table.');
  expect(told(0.75519, 0.7552)).toBe('Next to nothing was left on the table.');
  expect(told(0.8, 0.7552)).toMatch(/^That is more than/);
  expect(told(0.7, 0.7552)).toBe('0.0552 EUR was left on the table.');
});

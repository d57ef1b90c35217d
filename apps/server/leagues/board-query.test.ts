import { boardQuery } from './board-query.js';

const refusal = (weights: string): string | undefined =>
  boardQuery.safeParse({ weights }).error?.issues[0]?.message;

it('says why weights of nothing are not enough, and takes one of what not every board has', () => {
  expect(refusal('contribution:0')).toBe(
    'one of welfare, cost, convergence, contribution, cash must weigh more than 0',
  );
  expect(refusal('contribution:5')).toBeUndefined();
  expect(refusal('cash:1')).toBeUndefined();
});

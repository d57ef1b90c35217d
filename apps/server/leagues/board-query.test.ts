import { boardQuery } from './board-query.js';

const refusal = (weights: string): string | undefined =>
  boardQuery.safeParse({ weights }).error?.issues[0]?.message;

it('says why a weight for what not every board has is not enough', () => {
  expect(refusal('contribution:5')).toMatch(
    /^one of welfare, cost, convergence must weigh more than 0: contribution and cash are not on every board$/,
  );
  expect(refusal('contribution:5,cost:1')).toBeUndefined();
});

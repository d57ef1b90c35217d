import { earliestEnd, type ClosingRule } from './closing.js';

describe('the first round that may be the last', () => {
  it.each<[ClosingRule, number]>([
    [{ kind: 'fixed' }, 20],
    [{ kind: 'random', from: 8, hazard: 0.1 }, 8],
    [{ kind: 'random', from: 30, hazard: 0.1 }, 20],
    [{ kind: 'soft', from: 1, extend: 3 }, 3],
    [{ kind: 'soft', from: 9, extend: 3 }, 9],
    [{ kind: 'soft', from: 9, extend: 30 }, 20],
  ])('of %j', (closing, round) => {
    expect(earliestEnd({ roundCap: 20, closing })).toBe(round);
  });
});

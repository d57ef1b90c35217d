import { anAgent, blems, vectorOf } from './test/agent-problems.js';
import { honours, honoursEveryMultiple } from './witness.js';

describe('a witness for a limited bundle', () => {
  // x = (0, 4) uses (12, 4), which is a third of (8, 5) plus (28/3, 7/3)
  const bundle = vectorOf(28 / 3, 7 / 3);
  const plan = vectorOf(0, 4);

  it('is a plan within the own rows that fits into allocation and bundle', () => {
    expect(honours(blems.first, plan, blems.third, bundle)).toBe(true);
    expect(honours(blems.first, vectorOf(0, 3), blems.third, bundle)).toBe(true);
    expect(honours(blems.first, vectorOf(0, 0), blems.third, vectorOf(-8 / 3, -5 / 3))).toBe(true);
  });

  it('may miss by the rounding of the ledger', () => {
    expect(honours(blems.first, plan, blems.third, vectorOf(28 / 3 - 1e-9, 7 / 3))).toBe(true);
  });

  it.each([
    ['sells what is not there', vectorOf(0, 0), vectorOf(-8 / 3, -1.7)],
    ['breaks an own row', vectorOf(0, 4.001), vectorOf(20, 20)],
    ['goes below a bound', vectorOf(-0.001, 4), vectorOf(20, 20)],
    ['uses more than it gets', plan, vectorOf(28 / 3, 7 / 3 - 1e-5)],
    ['has the wrong length', vectorOf(0), vectorOf(20, 20)],
    ['is no number', vectorOf(0, NaN), vectorOf(20, 20)],
  ])('does not count when it %s', (_, claimed, wanted) => {
    expect(honours(blems.first, claimed, blems.third, wanted)).toBe(false);
  });
});

describe('a witness for an unlimited bundle', () => {
  // x2 and x1 are tied by x1 - x2 <= 1, so x1 can only grow together with x2.
  const problem = anAgent({ cost: [-3, 1], own: [[1, -1]], upper: [1], shared: [[1, 0], [0, -1]] }); // prettier-ignore

  it('is a direction that never ends', () => {
    expect(honoursEveryMultiple(problem, vectorOf(1, 1), vectorOf(1, -1), 1e6)).toBe(true);
    expect(honoursEveryMultiple(problem, vectorOf(1, 2), vectorOf(1, -1), 1e6)).toBe(true);
  });

  it.each([
    ['runs into an own row', vectorOf(1, 0.5), vectorOf(1, 0)],
    ['runs into a bound', vectorOf(-1, 0), vectorOf(0, 0)],
    ['uses more than it gets', vectorOf(1, 1), vectorOf(0.999, -1)],
    ['gives less than promised', vectorOf(1, 1), vectorOf(1, -1.001)],
  ])('does not count when it %s', (_, direction, bundle) => {
    expect(honoursEveryMultiple(problem, direction, bundle, 1e6)).toBe(false);
  });

  it('must hold over the whole length of the order, not only near its start', () => {
    const almost = vectorOf(1, 1 - 1e-8);
    expect(honoursEveryMultiple(problem, almost, vectorOf(1, 0), 1)).toBe(true);
    expect(honoursEveryMultiple(problem, almost, vectorOf(1, 0), 1e6)).toBe(false);
  });
});

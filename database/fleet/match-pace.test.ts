import { MatchPace } from './match-pace.js';

const START = 1_700_000_000_000;
const paceAfter = (seconds: number, ends: readonly number[]): number => {
  const pace = new MatchPace(START);
  for (const end of ends) pace.ended(START + end * 1000);
  return pace.perMinute(START + seconds * 1000);
};

describe('the pace of matches', () => {
  it('is over the time since the start while that is short', () => {
    // 6 in a third of a minute
    expect(paceAfter(20, [3, 6, 9, 12, 15, 18])).toBe(18);
    expect(paceAfter(90, [30])).toBe(0.67);
  });

  it('is over the last five minutes then, without digits that nobody has counted', () => {
    // 6 in 5 minutes; what ended in the first of them is past
    expect(paceAfter(360, [10, 50, 100, 150, 200, 250, 300, 350])).toBe(1.2);
    expect(paceAfter(700, [350])).toBe(0);
  });

  it('is a number from the start on, whichever way the clock is set', () => {
    expect(paceAfter(0, [])).toBe(0);
    expect(paceAfter(0, [0])).toBe(60);
    expect(paceAfter(-5, [])).toBe(0);
  });
});

import { seededRng, type Rng } from '#market/rng.js';
import { isLong } from '#market/test/short-form.js';
import { pairedDifference, type BlockSeries } from './block-series.js';
import { blocksSeen, overLooks, shareOfLook, type TestAtLook } from './looks.js';
import { pairedComparisons } from './paired-comparisons.js';
import { signFlipTests } from './sign-flip-test.js';
import { LEVEL } from './verdict.js';

const LEAGUES = isLong ? 2_000 : 100;
/** Of 2,000 leagues at most 5 %; of fewer three standard deviations more. Always the same ones: no share of others is certain. */
const most = isLong ? 0.05 : 0.05 + 3 * Math.sqrt((0.05 * 0.95) / LEAGUES);
const LOOKS = isLong ? [6, 8, 11, 16, 24] : [6, 8, 10, 12];

/** Four teams that are equally good on blocks of one luck for all, with skewed noise of their own. */
function equals(rng: Rng): BlockSeries[] {
  const luck = Array.from({ length: LOOKS.at(-1)! }, () => rng.next());
  return [1, 2, 3, 4].map(() => luck.map((block) => block - 0.3 * Math.log(1 - rng.next())));
}

/** All pairs, and what a look at their first blocks gives each: a verdict can only be where this p is small enough. */
function looksAt(series: readonly BlockSeries[]): (blocks: number) => TestAtLook[] {
  const pairs = series.flatMap((a, i) => series.slice(i + 1).map((b) => pairedDifference(a, b)));
  const known = new Map<number, TestAtLook[]>();
  return (blocks) => {
    const seen = pairs.map((pair) => pair.slice(0, blocks));
    const tests = known.get(blocks) ?? signFlipTests(seen).map(({ p }, i) => ({ series: seen[i]!, p }));
    known.set(blocks, tests);
    return tests;
  };
}

type Conduct = 'spent' | 'eager' | 'naive';

/**
 * Whether somebody who goes on until something shows sees any verdict: with as many blocks more as were planned, or, who is
 * `eager`, with two where something nearly shows and six where it does not.
 */
function showsSomething(look: (blocks: number) => TestAtLook[], conduct: Conduct): boolean {
  const looks: TestAtLook[][] = [];
  for (let next = LOOKS[0]!; next <= LOOKS.at(-1)!;) {
    looks.push(look(next));
    const pValues = looks
      .at(-1)!
      .map(({ p }, pair) => (conduct === 'naive' ? p! : overLooks(looks.map((tests) => tests[pair]!))!));
    const least = Math.min(...pValues);
    if (least <= LEVEL) return true;
    next = conduct === 'eager' ? next + (least < 0.25 ? 2 : 6) : (LOOKS[looks.length] ?? Infinity);
  }
  return false;
}

describe(`looks at growing data, in ${LEAGUES} simulated leagues of equals`, () => {
  it('give a false verdict in at most 5 % of them, over all looks together', () => {
    const shown: Record<Conduct, number> = { spent: 0, eager: 0, naive: 0 };
    for (let league = 0; league < LEAGUES; league++) {
      const look = looksAt(equals(seededRng(`looks/${league}`)));
      for (const conduct of Object.keys(shown) as Conduct[])
        if (showsSomething(look, conduct)) shown[conduct] += 1 / LEAGUES;
    }
    if (isLong) process.stdout.write(`false verdicts: ${JSON.stringify(shown)}\n`);
    expect(shown.spent).toBeLessThanOrEqual(most);
    expect(shown.eager).toBeLessThanOrEqual(most);
    // Each look at the whole level is no such thing.
    expect(shown.naive).toBeGreaterThanOrEqual(shown.spent);
    if (isLong) expect(shown.naive).toBeGreaterThan(0.07);
  });
});

describe('the shares of the level', () => {
  it('add up to at most one, however many looks there are, and leave six blocks enough for the first', () => {
    expect([1, 2, 3, 4].map(shareOfLook)).toEqual([5 / 8, 3 / 16, 1 / 16, 1 / 32]);
    let sum = 0;
    for (let look = 1; look <= 1000; look++) sum += shareOfLook(look);
    expect(sum).toBeLessThan(1);
    const [pair] = pairedComparisons([[1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0]], [6]); // prettier-ignore
    expect(pair).toMatchObject({ p: 0.05, verdict: 'apart', appendix: { unadjusted: 1 / 32 } });
  });

  it('make one p: the smallest that a look gives which pointed the same way', () => {
    const up = new Array<number>(8).fill(1);
    const more = [...up, 1, 1];
    expect(overLooks([{ series: up, p: 0.01 }])).toBe(0.016);
    expect(overLooks([{ series: up, p: 0.01 }, { series: more, p: 0.1 }])).toBe(0.016); // prettier-ignore
    expect(overLooks([{ series: up, p: 0.2 }, { series: more, p: 0.003 }])).toBe(0.016); // prettier-ignore
    expect(overLooks([{ series: up, p: 0.01 }, { series: [...up, -9], p: 0.1 }])).toBeCloseTo(0.1 * 16 / 3, 12); // prettier-ignore
    expect(overLooks([{ series: up, p: null }, { series: up, p: 0.9 }])).toBe(1); // prettier-ignore
    expect(overLooks([{ series: up, p: null }])).toBeNull();
    // Five blocks can tell nothing: looking at them costs nothing.
    expect(overLooks([{ series: [1, 1, 1, 1, 1], p: 1 / 16 }, { series: up, p: 0.01 }])).toBe(0.016); // prettier-ignore
  });

  it('what was told apart stays so where it still stands, and a verdict can come later', () => {
    const six = [0.3, 0.35, 0.2, 0.4, 0.32, 0.28];
    const pair = (series: BlockSeries, looks: readonly number[]): string =>
      pairedComparisons([series, series.map(() => 0)], looks)[0]!.verdict;
    expect(pair(six, [6])).toBe('apart');
    expect(pair([...six, -0.02, 0.2], [6, 8])).toBe('apart');
    const five = [...six.slice(0, 5), -0.01];
    expect(pair(five, [6])).toBe('open');
    expect(pair([...five, ...six, ...six], [6, 18])).toBe('apart');
  });

  it('count blocks by their numbers, of which some may have no score', () => {
    expect(blocksSeen([3, 5], [1, 3, 4, 5])).toEqual([2, 4]);
  });
});

import { join, resolve } from 'node:path';

/** As Jest holds it: what was asked for on the command line. */
interface Asked {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
}

/** As jest-circus holds them: a test, or a block of tests. */
interface Block {
  readonly type: 'test' | 'describeBlock';
  readonly name: string;
  readonly children: Block[];
  mode?: 'skip' | 'todo' | undefined;
}

interface ShortFiles {
  readonly testsTaken: (pragma: string | undefined, path: string, asked: Asked) => number;
  readonly keepTests: (root: Block, count: number) => void;
}

const script = '../../scripts/test/short-files.mjs';
const { keepTests, testsTaken } = (await import(script)) as ShortFiles;

const nothing: Asked = { testPathPatterns: { patterns: [] } };
const seeds = Array.from({ length: 3000 }, (_, i) => `seed ${i}`);

/** How many tests of a file each of many runs takes. */
function taken(pragma: string | undefined, asked = nothing, file = 'market/one.test.ts'): number[] {
  return seeds.map((seed) => {
    process.env.GRIDLEAGUE_TEST_SEED = seed;
    return testsTaken(pragma, resolve(file), asked);
  });
}

function shareOf<Value>(values: readonly Value[], isCounted: (value: Value, run: number) => boolean): number {
  return values.filter(isCounted).length / values.length;
}

const isWhole = (count: number): boolean => count === Infinity;

describe('of a test file', () => {
  const before = { ...process.env };

  beforeEach(() => delete process.env.GRIDLEAGUE_LONG_TESTS);

  afterEach(() => {
    process.env = { ...before };
  });

  it('that says nothing every run takes all tests', () => {
    expect(taken(undefined).every(isWhole)).toBe(true);
  });

  it.each<[string, Asked]>([
    ['by a pattern', { testPathPatterns: { patterns: ['one'] } }],
    ['by the name of a test', { ...nothing, testNamePattern: 'all' }],
  ])('that is asked for %s every run takes all tests', (_, asked) => {
    expect(taken('1/8 or none', asked).every(isWhole)).toBe(true);
  });

  it('every long run takes all tests', () => {
    process.env.GRIDLEAGUE_LONG_TESTS = '1';
    expect(taken('1/8 or none').every(isWhole)).toBe(true);
  });

  it.each([
    ['1/3', 1 / 3, 1],
    ['2/3; each time: two.test.ts', 2 / 3, 1],
    ['1/8 or none', 1 / 8, 0],
    ['1/12 or none; each time: two.test.ts', 1 / 12, 0],
  ])(
    'that says %j its share of the runs takes all tests, the others the first one or none',
    (pragma, share, least) => {
      const counts = taken(pragma);
      expect(new Set(counts)).toEqual(new Set([Infinity, least]));
      // Three thousand draws are within 0.03 of their share but once in two thousand times; these seeds are always the same.
      expect(Math.abs(shareOf(counts, isWhole) - share)).toBeLessThan(0.03);
    },
  );

  it('runs with the same seed take the same', () => {
    expect(taken('1/3')).toEqual(taken('1/3'));
  });

  it('a run takes all tests whatever it takes of others', () => {
    const others = taken('1/3', nothing, 'market/two.test.ts');
    const both = shareOf(taken('1/3'), (count, run) => isWhole(count) && isWhole(others[run]!));
    expect(Math.abs(both - 1 / 9)).toBeLessThan(0.03);
  });

  it('runs take the same wherever the project lies', () => {
    const here = taken('1/3');
    const home = process.cwd();
    process.cwd = () => resolve('elsewhere');
    try {
      expect(taken('1/3', nothing, join(home, 'elsewhere/market/one.test.ts'))).toEqual(here);
    } finally {
      process.cwd = () => home;
    }
  });
});

describe('of the tests that would run', () => {
  type Mode = 'skip' | 'todo' | undefined;
  const test = (name: string, mode?: Mode): Block => ({ type: 'test', name, children: [], mode });
  const block = (children: Block[], mode?: Mode): Block => ({
    ...{ type: 'describeBlock', name: '', children, mode },
  });

  const namesRun = ({ type, name, children, mode }: Block): string[] => {
    if (mode) return [];
    return type === 'test' ? [name] : children.flatMap(namesRun);
  };

  it.each([
    [0, []],
    [1, ['a']],
    [2, ['a', 'b']],
    [Infinity, ['a', 'b', 'c']],
  ])('%d stay, the first ones', (count, names) => {
    const never = test('never');
    const root = block([
      ...[block([never], 'skip'), test('skipped', 'skip'), test('to do', 'todo')],
      block([test('a'), test('skipped', 'skip')]),
      ...[test('b'), test('c')],
    ]);
    keepTests(root, count);
    expect(namesRun(root)).toEqual(names);
    expect(never.mode).toBeUndefined();
  });
});

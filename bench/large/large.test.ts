/** @short-form 1/6; each time: bench/processes/process-load.test.ts, apps/cli/play/play.test.ts */
import { largeTable } from '../large.js';
import { repeatedWinter } from './repeated-winter.js';
import { watchedMatch } from './watched-match.js';

interface Fields {
  readonly households: readonly { readonly count: number }[];
  readonly dealer: object;
}

describe('large matches', () => {
  it('have the households of winter-community in their shares, and a plant that grows with them', async () => {
    const { households, dealer } = (await repeatedWinter(300)) as Fields;
    expect(households.map(({ count }) => count)).toEqual([108, 48, 48, 36, 36, 24]);
    expect(dealer).toMatchObject({ chp: { power: 120 }, battery: { energy: 180, power: 90 } });
    for (const size of [1, 7, 333]) {
      const counts = ((await repeatedWinter(size)) as Fields).households.map(({ count }) => count);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(size);
    }
  });

  it('are played by a command of their own, whose processes are counted', async () => {
    const match = await watchedMatch(5, '1');
    expect(match).toMatchObject({ households: 5, periods: 96, outcome: 'converged' });
    expect(match.rounds).toBeGreaterThan(0);
    expect(match.gap).toBeLessThanOrEqual(1e-6);
    for (const used of [match.processor, match.memory]) {
      expect(used.match).toBeGreaterThan(0);
      expect(used.plugins).toBeGreaterThan(0);
    }
    expect(match.processor.all).toBeCloseTo(match.processor.match + match.processor.plugins, 9);
    expect(match.memory.all).toBeLessThanOrEqual(match.memory.match + match.memory.plugins);
    const [slow, large] = largeTable([
      { ...match, wall: 10.1, memory: { ...match.memory, all: 4000 } },
      { ...match, wall: 9.9, memory: { ...match.memory, all: 4001 } },
    ]).slice(-2);
    expect(slow).toMatch(/ no +yes$/);
    expect(large).toMatch(/ yes +no$/);
  });

  it('fail with the command that plays them', async () => {
    await expect(watchedMatch(2001, '1')).rejects.toThrow(/ended with 2: .*more than 2000 households/s);
  });
});

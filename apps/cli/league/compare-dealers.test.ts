import type { Board } from '#results/standings/board.js';
import { gridleague } from '../test/gridleague.js';

const COMPARED = [
  ...['compare-dealers', '--scenario', 'demo-street', '--blocks', '1', '--rounds', '8', '--no-chain'],
  ...['--dealer', 'speculative', '--agent', 'truthful', '--settlement', 'both'],
];

it('shows dealer policies under both settlement rules on the same trades, side by side', async () => {
  const { code, stdout, stderr } = await gridleague(...COMPARED, '--json');
  if (code !== 0) throw new Error(stderr);
  const both = JSON.parse(stdout) as Record<'path' | 'final', { dealers: Board; seed: string }>;
  expect(both.path.seed).toBe(both.final.seed);
  const share = (rule: 'path' | 'final', name: string, part: string): number =>
    both[rule].dealers.rows.find((row) => row.name === name)!.shown[`${part}Share`]!.mean;
  for (const name of ['passive', 'speculative']) {
    expect(share('final', name, 'grid')).toBeCloseTo(0, 6);
    expect(Math.abs(share('path', name, 'grid'))).toBeGreaterThan(0.001);
    const welfare = (rule: 'path' | 'final'): number =>
      both[rule].dealers.rows.find((row) => row.name === name)!.standings.welfare.estimate!.mean;
    expect(welfare('final')).toBe(welfare('path'));
  }
  // Along the path it pays for the market; at the final prices it cannot.
  expect(share('path', 'speculative', 'dealer')).toBeLessThan(0);
  expect(share('final', 'speculative', 'dealer')).toBeGreaterThan(0);
});

/** @short-form 1/3 or none; each time: matches/mechanisms/outcomes.test.ts, apps/cli/study/mechanism-page.test.ts */
import { readFile } from 'node:fs/promises';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();

describe('compare-mechanisms', () => {
  it('tells one table, and draws one figure', async () => {
    const svg = folder.path('mechanisms.svg');
    const args = ['compare-mechanisms', 'demo-street', '--seeds', '2', '--svg', svg];
    const { code, stdout } = await gridleague(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^demo-street: mechanisms compared, means of 2 blocks/);
    for (const name of [
      'grid-only',
      'mid-market-rate',
      'auction-mcafee',
      'auction-muda',
      'clock-exchange',
      'bundle-trading',
      'vcg',
      'optimum',
    ])
      expect(stdout).toMatch(new RegExp(`^${name} +-?\\d`, 'm'));
    expect(stdout).toContain('What each party learns');
    expect(await readFile(svg, 'utf8')).toMatch(/^<svg [^]*demo-street: means of 2 blocks/);
  });

  it.each([
    [['random-small'], /mechanisms are compared in communities that have a grid/],
    [['demo-street', '--json', '--csv'], /choose one/],
    [['nowhere'], /nowhere/],
  ])('%j is refused', async (args, reason) => {
    const { code, stdout, stderr } = await gridleague('compare-mechanisms', ...args, '--seeds', '1');
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(reason)]);
  });
});

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compareMechanisms } from '#matches/mechanisms/compare-mechanisms.js';
import { mechanismComparison } from '#matches/mechanisms/comparison.js';
import { mechanismNames } from '#matches/mechanisms/mechanism-names.js';
import { studyDays } from '#matches/study/mechanisms/study-days.js';
import { projectRoot } from '#project-root.js';
import { mechanismPage } from './mechanism-page.js';

const rowsOf = (page: string, mechanism: string): string[] =>
  page.split('\n').filter((line) => line.startsWith(`| \`${mechanism}\` `));

describe('the page of the mechanism study', () => {
  it('tells what was compared, and what has no contract', async () => {
    const scenario = 'demo-street';
    const blocks = await compareMechanisms({
      ...{ scenario, seeds: ['1', '2'], agents: ['truthful'], dealer: 'passive' },
      ...{ execution: 'in-process', chain: 'memory' },
    });
    const compared = mechanismComparison(scenario, blocks);
    const day = { comparison: compared, minutes: 60, periods: 12, start: '2025-07-08T08:00:00.000Z' };
    const page = mechanismPage([day], { scenario: [scenario], blocks: 2 });
    expect(page).toContain('12 periods of 60 minutes from 2025-07-08');
    expect(page).not.toContain('Gas');
    const [figures, effects] = rowsOf(page, 'auction-midpoint') as [string, string];
    const { efficiencyPercent, rounds } = compared.rows.find(({ mechanism }) => mechanism === 'auction-midpoint')!.figures; // prettier-ignore
    expect(figures).toContain(`| ${efficiencyPercent!.mean.toFixed(1)} `);
    expect(figures).toContain(`| ${rounds!.mean.toFixed(1)} `);
    expect(effects).toMatch(/\| -\d+\.\d \[-\d/);
    expect(rowsOf(page, 'bundle-trading')).toHaveLength(1);
  });

  it('is kept for all days and mechanisms, between nothing and the optimum', async () => {
    const page = await readFile(resolve(projectRoot, 'docs/mechanism-study.md'), 'utf8');
    const days = ['demo-street', 'demo-community', ...studyDays.map(({ id }) => id)];
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, id]) => id)).toEqual(days);
    for (const mechanism of mechanismNames)
      expect(rowsOf(page, mechanism).length).toBeGreaterThanOrEqual(days.length);
    expect(page.match(/^\| `grid-only` +\| 0\.0 /gm)).toHaveLength(days.length);
    expect(page.match(/^\| `optimum` +\| 100\.0 /gm)).toHaveLength(days.length);
  });
});

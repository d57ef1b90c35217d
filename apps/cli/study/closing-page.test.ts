import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { closings, studied, type ClosingName, type StudyOutcome } from '#matches/study/closing-study.js';
import { projectRoot } from '#project-root.js';
import { closingPage } from './closing-page.js';

/** Outcomes of so many blocks; `saving` says what a strategy saves in one. */
function outcomesOf(
  blocks: number,
  saving: (strategy: string, block: number, closing: ClosingName) => number,
): StudyOutcome[] {
  return Array.from({ length: blocks }, (_, b) =>
    (Object.keys(closings) as ClosingName[]).flatMap((closing) =>
      studied.map((strategy) => {
        const path = saving(strategy, b + 1, closing);
        return {
          ...{ closing, strategy, block: b + 1 },
          alone: { saving: { path, final: 2 * path }, efficiency: 0.875, rounds: 10 + b },
          everywhere: { efficiency: 0.5, rounds: 20 },
        };
      }),
    ),
  ).flat();
}

const lineOf = (page: string, start: string): string | undefined =>
  page.split('\n').find((line) => line.startsWith(start));

describe('the page of the closing study', () => {
  it('shows means over blocks, and the gain from waiting block by block', () => {
    const page = closingPage(
      'street',
      // Two better than multi-bundle in the first block, four in the second: three, with a deviation of sqrt(2).
      outcomesOf(
        2,
        (strategy, block, closing) => (strategy === 'sniper' && closing === 'fixed' ? 2 * block : 0) + block,
      ),
    );
    expect(lineOf(page, '| `sniper`   ')).toMatch(/^\| `sniper` +\| 4\.50 +\| 1\.50 +\| 1\.50 +\| 9\.00 /);
    // Student's t with one degree of freedom: 3 +- 12.706 x sqrt(2) / sqrt(2)
    expect(lineOf(page, '| `sniper`   | path')).toMatch(/\| \+3\.00 \[-9\.71, \+15\.71\] +\| \+0\.00 /);
    expect(page).toMatch(/\| `shaded` +\| 87\.5 .* 50\.0 .* 10\.5 /);
    expect(page).toContain('--scenario street --blocks 2 >');
    expect(page).toContain(': 96 matches on');
  });

  it('is the page of the documentation, apart from its figures; if not: the command that it names', async () => {
    const known = await readFile(resolve(projectRoot, 'docs/closing-study.md'), 'utf8');
    const masked = (text: string): string =>
      text
        .replace(/[+-]?\d+(\.\d+)?/g, '0')
        .replace(/ *\[0, 0\]/g, '')
        .replace(/ +/g, ' ')
        .replace(/-+/g, '-');
    expect(masked(known)).toBe(
      masked(
        closingPage(
          'demo-street',
          outcomesOf(20, (_, block) => block),
        ),
      ),
    );
  });
});

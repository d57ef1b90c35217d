import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { closings, PROMPT, studied, waiting, type ClosingName, type StudyOutcome } from './closing-study.js';
import { projectRoot } from '#project-root.js';
import { closingPage } from './closing-page.js';

/** Outcomes of so many blocks; `saving` says what a strategy saves in one. */
function outcomesOf(
  blocks: number,
  saving: (strategy: string, block: number, closing: ClosingName) => number,
): StudyOutcome[] {
  return Array.from({ length: blocks }, (_, b) =>
    (Object.keys(closings) as ClosingName[]).flatMap((closing) =>
      [...new Set<string>([...studied, ...waiting])].map((strategy) => {
        const path = saving(strategy, b + 1, closing);
        const isCompared = [PROMPT, ...waiting].some((name) => name === strategy);
        return {
          ...{ closing, strategy, block: b + 1 },
          alone: { saving: { path, final: 2 * path }, efficiency: 0.875, rounds: 10 + b },
          amongTruthful: isCompared
            ? { saving: { path, final: 3 * path }, efficiency: 0.9, rounds: 10 }
            : null,
          everywhere: studied.some((name) => name === strategy) ? { efficiency: 0.5, rounds: 20 } : null,
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
    expect(lineOf(page, '| `sniper`   ')).toMatch(
      /^\| `sniper` +\| 4\.50 +\| 1\.50 +\| 1\.50 +\| 1\.50 +\| 9\.00 /,
    );
    // Student's t with one degree of freedom: 3 +- 12.706 x sqrt(2) / sqrt(2)
    expect(page).toMatch(/\| `sniper` +\| crowd +\| path +\| \+3\.00 \[-9\.71, \+15\.71\] +\| \+0\.00 /);
    // among truthful ones three times as much
    expect(page).toMatch(/\| `sniper` +\| `truthful` +\| final +\| \+9\.00 \[-29\.12, \+47\.12\] /);
    expect(page).toMatch(/\| `shaded` +\| 87\.5 .* 50\.0 .* 10\.5 /);
    expect(page).toMatch(/\| `late-boulware` +\| 87\.5 .*\| - +\| - +\| - +\| - +\| 10\.5 /);
    expect(page).toContain('--scenario street --blocks 2 >');
    // 8 that come along in two line-ups, 2 that do not in one, and 5 of them among truthful ones
    expect(page).toContain(`: ${2 * 4 * (8 * 2 + 2 + 5)} matches on`);
  });

  it('makes bold what is certain', () => {
    const gain = (strategy: string, block: number): number => (strategy === 'boulware' ? 9 : 0) + block / 10;
    const page = closingPage(
      'street',
      outcomesOf(2, (strategy, block) => gain(strategy, block) * block),
    );
    expect(page).toMatch(/\| `boulware` +\| crowd +\| path +\| \+13\.50 \[-43/);
    const sure = closingPage('street', outcomesOf(3, (strategy, block) => gain(strategy, block) + (strategy === 'boulware' ? block / 50 : 0))); // prettier-ignore
    expect(sure).toMatch(/\| `boulware` +\| crowd +\| path +\| \*\*\+9\.04 \[\+8\.99, \+9\.09\]\*\*/);
  });

  it('is the page of the documentation, apart from its figures; if not: the command that it names', async () => {
    const known = await readFile(resolve(projectRoot, 'docs/closing-study.md'), 'utf8');
    const masked = (text: string): string =>
      text
        .replaceAll('**', '')
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

it.each(['docs/market-rules.md', 'docs/scores.md'])(
  '%s quotes what the published study says',
  async (guide) => {
    const read = (name: string): Promise<string> => readFile(resolve(projectRoot, name), 'utf8');
    const row = /^\| `boulware` +\| crowd +\| final .*$/m.exec(await read('docs/closing-study.md'))![0];
    // Under the random close, as guides write it.
    const [gain, low, high] = row.split('|')[5]!.match(/[+-]\d+\.\d+/g)!;
    expect(await read(guide)).toMatch(new RegExp(`\`boulware\`:? \\${gain} \\[${low}, ${high!.slice(1)}\\]`));
  },
);

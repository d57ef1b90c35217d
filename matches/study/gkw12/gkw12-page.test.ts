import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { cellsOf } from './cells.js';
import type { PlayedCell } from './gkw12-study.js';
import { gkw12Page } from './gkw12-page.js';

/** Rounds are 10 / P and one more in each further run, three times that with asymmetric information. */
const played = (runs: number): PlayedCell[] =>
  cellsOf({ agents: [10, 50], resources: [2, 8], participation: [0.2, 1] }, 'short').map((cell) => ({
    cell,
    runs: Array.from({ length: runs }, (_, n) => ({
      rounds: (10 / cell.participation) * (cell.information === 'asymmetric' ? 3 : 1) + n,
      ...{ converged: true, gained: 1, uncalled: cell.participation, agents: 0.75, dealer: 0.25 },
    })),
  }));

describe('the page of the experiment of 2012', () => {
  it('shows means beside what was published, and whether a claim holds', () => {
    const page = gkw12Page(played(2), 'the command');
    expect(page).toContain('Made by `the command > docs/gkw12-study.md`: 52 cells of 2 random markets');
    expect(page).toMatch(/^\| 10 +\| 2 +\| 50\.5 \(66\) +\| 10\.5 \(23\) +\|$/m);
    expect(page).toMatch(/^\| 50 +\| 8 +\| 50\.5 \(303\) +\| 10\.5 \(49\) +\|$/m);
    expect(page).toMatch(/^\| NA, myopic, TRUE, asymmetric, spread +\| 150\.5 +\| - +\|$/m);
    expect(page).toMatch(
      /^\| asymmetric information takes more rounds +\| 100\.000 +\| cannot be told +\|$/m,
    );
    expect(page).toMatch(/75\.0 +\| 25\.0/);
  });

  it('is the page of the documentation, apart from its figures; if not: the command that it names', async () => {
    const known = await readFile(resolve(projectRoot, 'docs/gkw12-study.md'), 'utf8');
    const prose = (text: string): string[] =>
      text.split('\n').filter((line) => !line.startsWith('|') && !line.startsWith('Made by'));
    expect(prose(known)).toEqual(prose(gkw12Page(played(2), '')));
  });
});
